/**
 * <b>What lives here.</b> What the log's entries do: {@link dev.pharos.kvstore.apply.KvStateMachine} takes
 * them from the raft library in order and carries each out on the store, the leases, the alarms and the
 * cluster, the same on every member.
 *
 * <p><b>Where it stands.</b> Behind the log: nothing changes the state of a member but this. A command is
 * the {@code InternalRaftRequest} that etcd's log has too, so the generated messages are its vocabulary.
 *
 * <p><b>Thread.</b> The apply thread, except for reading transactions, which any thread runs on a view.
 *
 * <p><b>May use.</b> {@code model}, {@code request}, {@code mvcc}, {@code backend}, {@code lease},
 * {@code alarm}, {@code cluster}, {@code failpoint}, {@code raft}'s ports.
 */
@NullMarked
package dev.pharos.kvstore.apply;

import org.jspecify.annotations.NullMarked;
