/**
 * <b>What lives here.</b> Leases: which are granted and which keys hang on them (the same on every member),
 * and, on the leader alone, when each of them ends.
 *
 * <pre>
 *   grant ---> in the wheel ---fires---> expired ---taken---> revoke proposed ---applied---> gone
 *               |        ^                  ^                        |
 *               +-renew--+                  +--------refused---------+
 * </pre>
 *
 * <p>A renewal enters no log: it is one store of a new expiry, and the wheel finds out when it fires. When
 * the leader changes, the new one starts every lease anew, so none ends early.
 *
 * <p><b>Where it stands.</b> Beside {@code mvcc}: the apply thread keeps {@link
 * dev.pharos.kvstore.lease.LeaseBook} in step with the log, services ask and renew, and {@link
 * dev.pharos.kvstore.lease.LeaseReaper} sends its proposals out through {@link
 * dev.pharos.kvstore.lease.LeaseProposals}.
 *
 * <p><b>Thread.</b> {@code LeaseBook} is shared and guarded by its one lock, held for short and never while
 * calling out; {@code LeaseRenewals} may be called by any thread; the reaper has a thread of its own.
 *
 * <p><b>May use.</b> {@code model}, {@code wire}'s values and errors, the JDK.
 */
@NullMarked
package dev.pharos.kvstore.lease;

import org.jspecify.annotations.NullMarked;
