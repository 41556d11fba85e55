package dev.pharos.kvstore.datadir;

import dev.pharos.raft.storage.disk.DiskLock;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Gets a folder for oneself: the last process may be on its way out. */
record FolderClaim(Path folder) {
    private static final System.Logger LOG = System.getLogger(FolderClaim.class.getName());
    private static final long POLL_NANOS = Duration.ofMillis(100).toNanos();

    DiskLock await(Duration patience) {
        FolderDisk disk = open();
        long deadline = System.nanoTime() + patience.toNanos();
        boolean said = false;
        while (true) {
            try {
                return disk.lock();
            } catch (StorageFailure taken) {
                if (taken.getCause() != null) {
                    throw new UnusableDataDir(String.valueOf(taken.getMessage()), taken);
                }
                if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                    throw new UnusableDataDir(
                            taken.getMessage() + ": two members cannot share a folder; stop the other one or choose"
                                    + " another --data-dir",
                            taken);
                }
                if (!said) {
                    said = true;
                    LOG.log(System.Logger.Level.WARNING, "waiting: {0}", taken.getMessage());
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private FolderDisk open() {
        try {
            return FolderDisk.at(folder);
        } catch (StorageFailure failed) {
            throw new UnusableDataDir(String.valueOf(failed.getMessage()), failed);
        }
    }
}
