package dev.pharos.kvstore.datadir;

import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.datadir.Content.Broken;
import dev.pharos.kvstore.datadir.Content.OfEtcd;
import dev.pharos.kvstore.datadir.Content.RestoredFromBackup;
import dev.pharos.raft.storage.disk.DiskLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where a member keeps what. Making the object touches nothing. */
public final class DataDir {
    private final Path root;
    private final Path log;

    private DataDir(Path root, Path log) {
        this.root = root;
        this.log = log;
    }

    /**
     * The places of a member.
     *
     * @param logDir where the log is, if not in the data folder
     */
    public static DataDir at(Path root, Optional<Path> logDir) {
        Path absolute = root.toAbsolutePath().normalize();
        Path log = logDir.map(dir -> dir.toAbsolutePath().normalize()).orElse(usualLog(absolute));
        return new DataDir(absolute, log);
    }

    private static Path usualLog(Path root) {
        return root.resolve("member").resolve("wal");
    }

    public Path root() {
        return root;
    }

    /** The segments of the raft log. */
    public Path log() {
        return log;
    }

    /** The raft snapshots. */
    public Path snapshots() {
        return member().resolve("snap");
    }

    /** The rows of RocksDB: of the newest complete store. */
    public Path store() {
        return stores().present();
    }

    Path storeOfSnapshot(long index) {
        return stores().ofSnapshot(index);
    }

    private StoreFolders stores() {
        return new StoreFolders(member());
    }

    /** What another member sent with its snapshot at an index. */
    Path receivedDatabase(long index) {
        return snapshots().resolve(ReceivedDatabases.nameOf(index));
    }

    /** Removes the folder of a store that another one has replaced, and that nobody has open. */
    public static void removeStore(Path folder) {
        Folders.remove(folder);
    }

    Path member() {
        return root.resolve("member");
    }

    Path usualLog() {
        return usualLog(root);
    }

    /** A store that is being filled. */
    Path unfinishedStore() {
        return stores().unfinished();
    }

    /** What etcd keeps its keys in. */
    Path database() {
        return snapshots().resolve("db");
    }

    Path importedDatabase() {
        return snapshots().resolve("db.imported");
    }

    /** Looks, and changes nothing. Whoever goes by the answer must have the folder to himself. */
    public Content inspect() {
        return new Inspection(this).run();
    }

    /**
     * Makes the folder the caller's alone, and makes it usable: afterwards it is empty or ours. Missing folders
     * are made, for their owner only; one that others may enter is left so, with a warning. A restored backup is
     * taken in, which takes the longer the more it holds. Stores that a newer one has replaced are removed.
     *
     * @param patience how long to wait for another process that has the folder
     * @return lets others in when it is closed, after the log and the store
     * @throws UnusableDataDir if somebody else has the folder, or it holds what cannot be used
     */
    public DiskLock claim(Duration patience, BackendOptions options) {
        refuseUnusable(inspect());
        FolderMode.warnIfOpen(root);
        DiskLock lock = new FolderClaim(member()).await(patience);
        try {
            Content content = inspect();
            refuseUnusable(content);
            if (content instanceof RestoredFromBackup restored) {
                RestoredImport.run(this, restored, options);
            }
            stores().removeOthers();
            return lock;
        } catch (RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    private static void refuseUnusable(Content content) {
        if (content instanceof OfEtcd ofEtcd) {
            throw new UnusableDataDir(ofEtcd.advice());
        }
        if (content instanceof Broken broken) {
            throw new UnusableDataDir(broken.reason());
        }
    }
}
