/**
 * <b>What lives here.</b> What a leader knows of each other member, and what it may send there next.
 *
 * <pre>
 *                 the member accepts
 *      +-------+ ---------------------> +-----------+
 *      | PROBE |                        | REPLICATE |
 *      +-------+ <--------------------- +-----------+
 *        |   ^    rejects, unreachable        |
 *        |   |                                |
 *        |   | sent, failed, or caught up     | what it needs was compacted away
 *        v   |                                v
 *      +----------+                           |
 *      | SNAPSHOT | <-------------------------+
 *      +----------+
 * </pre>
 *
 * <p><b>Where it stands.</b> Under {@code core}: the leader role asks the board and does the sending.
 *
 * <p><b>Thread.</b> The raft loop, as a part of the core.
 *
 * <p><b>May use.</b> {@code check}, {@code model}, {@code quorum}, {@code java.util}.
 */
@NullMarked
package dev.pharos.raft.replication;

import org.jspecify.annotations.NullMarked;
