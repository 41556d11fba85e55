/**
 * <b>What lives here.</b> The Raft protocol as a pure state machine. Inputs go into {@link
 * dev.pharos.raft.core.RaftCore}; the one output is a {@link dev.pharos.raft.core.Ready}, which says what
 * to write, what to send before and after the write, what to apply and which reads may be answered.
 *
 * <pre>
 *                  election timeout            a majority would vote
 *    +----------+ -----------------> +---------------+ --------> +-----------+
 *    | Follower |                    | pre-candidate |           | candidate | --+
 *    +----------+ <----------------- +---------------+           +-----------+   | a majority voted
 *      ^     ^      refused, a leader speaks                       |     ^       v
 *      |     |                                                     |     |   +--------+
 *      |     +-----------------------------------------------------+     |   | Leader |
 *      |        refused, a leader speaks, newer term           told to   |   +--------+
 *      |                                                       campaign -+       |
 *      +-------------------------------------------------------------------------+
 *            newer term, a majority is silent, or removed from the group
 * </pre>
 *
 * <p><b>Where it stands.</b> Above the log and the arithmetic, below the node that drives it.
 *
 * <p><b>Thread.</b> The raft loop. Nothing in here knows a thread, a clock, a socket, a file or a log
 * line; time enters as ticks, chance as a constructor argument, so that a run repeats from its seed.
 *
 * <p><b>May use.</b> {@code check}, {@code model}, {@code codec}, {@code quorum}, {@code log}, {@code
 * replication}, {@code java.lang}, {@code java.util}.
 */
@NullMarked
package dev.pharos.raft.core;

import org.jspecify.annotations.NullMarked;
