package dev.pharos.kvstore.datadir;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendFailure;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.datadir.Content.Broken;
import dev.pharos.kvstore.datadir.Content.Empty;
import dev.pharos.kvstore.datadir.Content.OfEtcd;
import dev.pharos.kvstore.datadir.Content.Ours;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.DbFileException;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.SegmentName;
import dev.pharos.raft.storage.recovery.SegmentFinder;
import dev.pharos.raft.storage.snapshot.SnapshotStore;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds out what a data folder holds. It reads only; a store whose log is missing is opened for that, by which
 * RocksDB turns over its own files, not their content.
 */
final class Inspection {
    private static final byte[] APPLIED_INDEX = "consistent_index".getBytes(UTF_8);

    private final DataDir dir;
    private final ReadOnlyFolder logFolder;
    private final SnapshotStore snapshots;
    private final boolean hasStore;
    private final boolean hasDatabase;

    Inspection(DataDir dir) {
        this.dir = dir;
        this.logFolder = new ReadOnlyFolder(dir.log());
        this.snapshots = new SnapshotStore(new ReadOnlyFolder(dir.snapshots()));
        this.hasStore = Files.isDirectory(dir.store());
        this.hasDatabase = Files.exists(dir.database());
    }

    Content run() {
        try {
            for (Path folder : List.of(dir.root(), dir.member(), dir.log(), dir.snapshots(), dir.store())) {
                if (Files.exists(folder) && !Files.isDirectory(folder)) {
                    return new Broken(folder + " is not a folder");
                }
            }
            List<SegmentName> segments = SegmentFinder.find(logFolder);
            if (segments.isEmpty()) {
                return withoutLog();
            }
            return hasDatabase ? withDatabase(segments) : withoutDatabase(segments);
        } catch (StorageFailure | DbFileException | BackendFailure | UncheckedIOException damage) {
            return new Broken(dir.root() + " is damaged: " + damage.getMessage());
        }
    }

    private Content withoutLog() {
        if (hasDatabase) {
            return new Broken(dir.database() + " is the database of an etcd, but its log is missing in " + dir.log()
                    + elsewhere() + "; restore the backup again into a new folder");
        }
        if (!snapshots.stored().isEmpty() || (hasStore && hasApplied())) {
            return new Broken("the log of the member in " + dir.root() + " is missing in " + dir.log() + elsewhere());
        }
        return new Empty();
    }

    /** The one mistake that is easily made and easily mended. */
    private String elsewhere() {
        boolean usual = dir.log().equals(dir.usualLog());
        if (usual) {
            return "; if it was kept in a folder of its own, name that with --wal-dir";
        }
        boolean found = !SegmentFinder.find(new ReadOnlyFolder(dir.usualLog())).isEmpty();
        return found ? "; there is one in " + dir.usualLog() + ": start without --wal-dir" : "";
    }

    /** A store that never applied anything is left over from a first start that did not come far. */
    private boolean hasApplied() {
        boolean flushed = new ReadOnlyFolder(dir.store()).list().stream().anyMatch(name -> name.endsWith(".sst"));
        if (!flushed) {
            return false;
        }
        try (Backend store = Backend.open(dir.store(), BackendOptions.DEFAULT)) {
            return store.get(Family.META, APPLIED_INDEX) != null;
        }
    }

    private Content withoutDatabase(List<SegmentName> segments) {
        if (hasStore) {
            return new Ours();
        }
        // The log is made before the store; nothing but the founders can be in it by then.
        boolean begun =
                snapshots.stored().isEmpty() && LogFacts.of(logFolder, segments).isUnfinished();
        return begun
                ? new Ours()
                : new Broken("there is a log in " + dir.log() + ", but the store " + dir.store() + " is missing");
    }

    private Content withDatabase(List<SegmentName> segments) {
        LogFacts log = LogFacts.of(logFolder, segments);
        if (log.isRestored()) {
            DbFile.open(dir.database()).close();
            return RestoredMembers.read(dir, log, snapshots);
        }
        if (hasStore) {
            return new Broken("in " + dir.root() + " there are both a store and the database of an etcd, "
                    + dir.database() + ": an etcd was started on the folder of a member; if the store is what"
                    + " counts, move the database away");
        }
        if (log.isUnfinished()) {
            return new Broken("the log in " + dir.log() + " names members, but no snapshot: a restore was interrupted,"
                    + " or an etcd was started for the first time; restore the backup again into a new folder");
        }
        return new OfEtcd(advice());
    }

    private String advice() {
        return dir.root() + " belongs to an etcd, whose files are not taken over. To move its data here, save it with"
                + " `etcdctl snapshot save FILE` from the running etcd; then, for each member, run `etcdctl snapshot"
                + " restore FILE --data-dir NEW-DIR --name NAME --initial-cluster NAME=PEER-URL,..."
                + " --initial-advertise-peer-urls PEER-URL` and start on NEW-DIR under the same name and peer URL.";
    }
}
