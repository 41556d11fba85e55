package dev.pharos.etcdctl.offline.file;

import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.raft.storage.disk.DiskLock;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Keeps others from a member's folder while it is open. */
final class FolderLock {
    private static final int TAKEN = 75;

    private final Runnable release;

    private FolderLock(Runnable release) {
        this.release = release;
    }

    static FolderLock ofPharos(Path member) {
        try {
            DiskLock lock = FolderDisk.at(member).lock();
            return new FolderLock(lock::close);
        } catch (StorageFailure taken) {
            throw ToolFailure.error(taken.getMessage() + "; stop the member first");
        }
    }

    /**
     * Etcd takes a lock of a kind that the JVM has no call for, so a program holds it that has: it waits for the end
     * of its input.
     */
    static FolderLock ofEtcd(Path database) {
        List<String> command = List.of(
                "flock",
                "--exclusive",
                "--nonblock",
                "--conflict-exit-code",
                Integer.toString(TAKEN),
                database.toString(),
                "sh",
                "-c",
                "echo; cat");
        try {
            Process holder = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean held = holder.getInputStream().read() == '\n';
            FolderLock lock = new FolderLock(() -> end(holder));
            if (!held) {
                lock.close();
                throw ToolFailure.error(database + " is in use by another process; stop the etcd first");
            }
            return lock;
        } catch (IOException missing) {
            throw ToolFailure.error(
                    "the program flock, which tells whether an etcd uses " + database + ", cannot be started");
        }
    }

    private static void end(Process holder) {
        try {
            holder.getOutputStream().close();
            holder.waitFor();
        } catch (IOException gone) {
            holder.destroy();
        } catch (InterruptedException stopping) {
            holder.destroy();
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        release.run();
    }
}
