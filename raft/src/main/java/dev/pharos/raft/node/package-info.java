/**
 * <b>What lives here.</b> A running member: {@link dev.pharos.raft.node.RaftNode} and the four duties
 * behind it.
 *
 * <pre>
 *  callers, peers ---> [mailbox] ---> RaftLoop ---> Transport (what needs no disk)
 *                          ^            |   |
 *             persisted    |            v   v
 *             applied      +---- LogWriter  Applier ---> StateMachine ---> futures
 *                                  |
 *                                  +---> Transport (what had to wait for the disk)
 *
 *  RaftLoop ---> LogReader ---> [mailbox] (what a member that lags is to get)
 * </pre>
 *
 * <p>A duty does what its mailbox holds and returns; who calls it is not its business. In a running
 * member four {@link dev.pharos.raft.node.Worker} threads do, in a simulation a scheduler.
 *
 * <p><b>Where it stands.</b> On top of everything in this module.
 *
 * <p><b>Thread.</b> {@code raft-loop} owns the core, {@code raft-log} the log, {@code raft-apply} the
 * state machine, {@code raft-reader} the log's past. Snapshots are saved and loaded on a borrowed executor.
 *
 * <p><b>May use.</b> Every package of this module but {@code replication} and {@code storage.disk}.
 */
@NullMarked
package dev.pharos.raft.node;

import org.jspecify.annotations.NullMarked;
