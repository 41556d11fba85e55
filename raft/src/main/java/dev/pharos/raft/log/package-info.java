/**
 * <b>What lives here.</b> The log as the core sees it: the entries held in memory, how far they are
 * committed, which of them are on disk and which are applied.
 *
 * <pre>
 *      base        applied     handed to apply   persisted    handed to disk   last
 *        |            |              |               |              |            |
 *   -----+============+==============+===============+==============+============+
 *   gone |            ...entries in memory...                       | not yet given out
 * </pre>
 *
 * <p>Everything after the newest snapshot (and a stretch before it, for followers that lag) stays in
 * memory; the disk is written, and read only at a start.
 *
 * <p><b>Where it stands.</b> Under {@code core}, which feeds it; it sends nothing and decides nothing.
 *
 * <p><b>Thread.</b> The raft loop, as a part of the core.
 *
 * <p><b>May use.</b> {@code check}, {@code model}, {@code java.util}.
 */
@NullMarked
package dev.pharos.raft.log;

import org.jspecify.annotations.NullMarked;
