package dev.pharos.raft.storage.log;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskLock;
import java.util.concurrent.Executor;

/** A directory that is ours alone, and how segments in it are made. */
public record LogFolder(Disk disk, DiskLock lock, LogOptions options, Executor background) {
    /** Whether a file of this name is a segment that was never finished making, and may go. */
    public static boolean isUnfinished(String name) {
        return name.endsWith(SpareSegments.SUFFIX);
    }
}
