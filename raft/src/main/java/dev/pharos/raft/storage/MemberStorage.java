package dev.pharos.raft.storage;

import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.DurableLog;
import dev.pharos.raft.storage.log.LogFolder;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.past.PastLog;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.recovery.LogHead;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import dev.pharos.raft.storage.recovery.Recovery;
import dev.pharos.raft.storage.recovery.SegmentFinder;
import dev.pharos.raft.storage.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The log and the snapshots of one member, ours alone from opening to closing. Segments are prepared on
 * {@code background}, which may run its tasks late, elsewhere or at once.
 */
public final class MemberStorage implements AutoCloseable {
    private final LogFolder folder;
    private final SnapshotStore snapshots;
    private @Nullable DurableLog log;

    private MemberStorage(LogFolder folder, SnapshotStore snapshots) {
        this.folder = folder;
        this.snapshots = snapshots;
    }

    /** Uses the directories {@code wal} and {@code snap} below {@code root}, and makes them where missing. */
    public static MemberStorage inFolder(Path root, LogOptions options, Executor background) {
        return on(FolderDisk.at(root.resolve("wal")), FolderDisk.at(root.resolve("snap")), options, background);
    }

    public static MemberStorage on(Disk log, Disk snapshots, LogOptions options, Executor background) {
        return new MemberStorage(new LogFolder(log, log.lock(), options, background), new SnapshotStore(snapshots));
    }

    /** Whether there is a log to recover; not after a crash in the middle of {@link #create}. */
    public boolean exists() {
        return !SegmentFinder.find(folder.disk()).isEmpty();
    }

    /** Whose log there is, if there is one. */
    public Optional<LogIdentity> identity() {
        return LogHead.identity(folder.disk());
    }

    /** Makes an empty log where there is none. */
    public RecoveredLog create(LogIdentity identity) {
        if (exists()) {
            throw StorageFailure.of("there is a log in " + folder.disk().location() + " already");
        }
        if (!snapshots.stored().isEmpty()) {
            throw StorageFailure.of("there are snapshots, but their log is missing in "
                    + folder.disk().location());
        }
        SegmentFinder.removeUnfinished(folder.disk());
        DurableLog created = DurableLog.create(folder, identity);
        log = created;
        return new RecoveredLog(identity, Snapshot.NONE, HardState.INITIAL, List.of(), created);
    }

    /** Opens the log that there is. */
    public RecoveredLog recover() {
        RecoveredLog recovered = new Recovery(folder, snapshots).run();
        log = recovered.log();
        return recovered;
    }

    /** To read from beside the log; the caller closes it. */
    public PastLog past() {
        return new PastLog(folder.disk());
    }

    public SnapshotStore snapshots() {
        return snapshots;
    }

    /** Syncs and closes the log and lets others in. */
    @Override
    public void close() {
        try {
            if (log != null) {
                log.close();
            }
        } finally {
            folder.lock().close();
        }
    }
}
