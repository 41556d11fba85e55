package dev.pharos.etcdctl.offline.file;

import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.kvstore.datadir.DataDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The data folder of a member that is stopped. */
record MemberFolder(Path root, FolderKind kind) {
    /** @throws ToolFailure if there is no member in it */
    static MemberFolder at(Path root) {
        if (Files.isDirectory(DataDir.at(root, Optional.empty()).store())) {
            return new MemberFolder(root, FolderKind.PHAROS);
        }
        Path database = database(root);
        if (!Files.isRegularFile(database)) {
            throw ToolFailure.error("stat " + database + ": no such file or directory");
        }
        return new MemberFolder(root, FolderKind.ETCD);
    }

    private static Path database(Path root) {
        return root.resolve("member").resolve("snap").resolve("db");
    }

    /** The rows of a member of Pharos. */
    Path store() {
        return DataDir.at(root, Optional.empty()).store();
    }

    /** The rows of a member of etcd. */
    Path database() {
        return database(root);
    }

    Path member() {
        return root.resolve("member");
    }

    Path log() {
        return member().resolve("wal");
    }

    /** What is done to a folder that nobody else uses. */
    interface Work {
        void run() throws IOException;
    }

    /**
     * Keeps the member from being started meanwhile.
     *
     * @throws ToolFailure if it runs
     */
    void alone(Work work) throws IOException {
        FolderLock lock = switch (kind) {
            case PHAROS -> FolderLock.ofPharos(member());
            case ETCD -> FolderLock.ofEtcd(database());
        };
        try {
            work.run();
        } finally {
            lock.close();
        }
    }
}
