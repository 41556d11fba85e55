/**
 * <b>What lives here.</b> The port to a disk, {@link dev.pharos.raft.storage.disk.Disk} for one
 * directory and {@link dev.pharos.raft.storage.disk.DiskFile} for one file in it, its adapter to a
 * real directory, and {@link dev.pharos.raft.storage.disk.StorageFailure}, the one way in which
 * storage fails.
 *
 * <p><b>Where it stands.</b> At the bottom of storage. The port is as narrow as the promises of a real
 * disk: nothing written is kept for sure before {@code sync}, no name before {@code syncDirectory}.
 *
 * <p><b>Thread.</b> Different files may be used by different threads at once; one file by one thread.
 *
 * <p><b>May use.</b> The JDK.
 */
@NullMarked
package dev.pharos.raft.storage.disk;

import org.jspecify.annotations.NullMarked;
