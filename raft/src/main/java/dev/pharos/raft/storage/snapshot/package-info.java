/**
 * <b>What lives here.</b> The snapshot files, {@code TERM-INDEX.snap} in a directory of their own: a
 * checksum and a raftpb.Snapshot each.
 *
 * <p><b>Where it stands.</b> Beside the log. The order that ties them: a snapshot file is durable before
 * its marker enters the log, and it is purged only after the log has a newer marker.
 *
 * <p><b>Thread.</b> One at a time; whoever takes or installs snapshots.
 *
 * <p><b>May use.</b> {@code codec}, {@code model}, {@code storage.disk}, the JDK.
 */
@NullMarked
package dev.pharos.raft.storage.snapshot;

import org.jspecify.annotations.NullMarked;
