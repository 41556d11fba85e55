/**
 * <b>What lives here.</b> The applied state of a member as a whole: {@link dev.pharos.kvstore.state.CurrentState}
 * says which store it is in at present, and puts another one in its place when a snapshot of another member is
 * installed. {@link dev.pharos.kvstore.state.OutgoingSnapshot} is the state at one moment, for another member.
 *
 * <pre>
 *   kv          open, read and applied to
 *   kv.tmp      filled from the database that came with the snapshot
 *   kv-INDEX    renamed: every start takes it from now on
 *               opened, its leases read in
 *               published: who asks from now on gets this one
 *   kv          closed and removed when its readers have gone
 * </pre>
 *
 * <p><b>Where it stands.</b> Above the store and what is kept beside it, below the services, which ask for the
 * current state each time they need it.
 *
 * <p><b>Thread.</b> The apply thread replaces the state, at the start the starting thread; any thread asks for it.
 *
 * <p><b>May use.</b> {@code model}, {@code logging}, {@code failpoint}, {@code backend}, {@code alarm}, {@code
 * cluster}, {@code lease}, {@code mvcc}, {@code apply}, {@code backup}, {@code datadir}, {@code raft}'s model and
 * machine, {@code wire}'s values.
 */
@NullMarked
package dev.pharos.kvstore.state;

import org.jspecify.annotations.NullMarked;
