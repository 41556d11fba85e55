package dev.pharos.raft.storage.recovery;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.DurableLog;
import dev.pharos.raft.storage.log.LogEnd;
import dev.pharos.raft.storage.log.LogFolder;
import dev.pharos.raft.storage.log.SegmentName;
import dev.pharos.raft.storage.snapshot.SnapshotStore;
import java.util.List;
import java.util.Optional;

/** Opens a log that exists. */
public final class Recovery {
    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

    private final LogFolder folder;
    private final Disk disk;
    private final SnapshotStore snapshots;
    private final List<SegmentName> segments;

    public Recovery(LogFolder folder, SnapshotStore snapshots) {
        this.folder = folder;
        this.disk = folder.disk();
        this.snapshots = snapshots;
        this.segments = SegmentFinder.find(disk);
        if (segments.isEmpty()) {
            throw StorageFailure.of("there is no log in " + disk.location());
        }
    }

    /** Reads the log, mends its end if a crash tore it, and makes it ready to append. */
    public RecoveredLog run() {
        List<EntryId> stored = snapshots.stored();
        EntryId oldest = stored.isEmpty() ? EntryId.ZERO : stored.get(stored.size() - 1);
        return recover(oldest).or(() -> recover(EntryId.ZERO)).orElseThrow();
    }

    /**
     * Reads the log from the segment that has this position; what is before it was kept for members that lag.
     * Empty if none of the snapshots behind the position can be used.
     */
    private Optional<RecoveredLog> recover(EntryId oldest) {
        Survey survey = new Survey(segments);
        ScanEnd end = new LogScan(disk, segmentsFrom(oldest), survey).run();
        Snapshot snapshot = snapshots.newestUsable(survey.markers());
        return snapshot.at().index() < oldest.index() ? Optional.empty() : Optional.of(recover(survey, end, snapshot));
    }

    private RecoveredLog recover(Survey survey, ScanEnd end, Snapshot snapshot) {
        EntryCollector collector = new EntryCollector(snapshot.at());
        new LogScan(disk, segmentsFrom(snapshot.at()), collector).run();
        HardState hardState = possible(survey.hardState(), snapshot.at(), collector.last(), end);

        SegmentFinder.removeUnfinished(disk);
        mend(end);
        writeAgain(end);
        snapshots.keepMarked(survey.markers());
        LogEnd logEnd = new LogEnd(end.offset(), end.crc(), collector.last().index(), survey.hardState());
        DurableLog log = DurableLog.resume(folder, survey.identity(), survey.chain(), logEnd);
        return new RecoveredLog(survey.identity(), snapshot, hardState, collector.entries(), log);
    }

    /** When a segment began, the log ended right before the segment's first index. */
    private List<SegmentName> segmentsFrom(EntryId start) {
        int from = segments.size() - 1;
        while (from > 0 && segments.get(from).firstIndex() > start.index()) {
            from--;
        }
        return segments.subList(from, segments.size());
    }

    private HardState possible(HardState stored, EntryId start, EntryId last, ScanEnd end) {
        long commit = Math.max(stored.commit(), start.index());
        if (stored.commit() < 0 || commit > last.index()) {
            throw StorageFailure.at(
                    newest(),
                    end.offset(),
                    "the log ends with " + last + ", but " + Long.toUnsignedString(stored.commit()) + " is committed");
        }
        return last.term() > stored.term()
                ? new HardState(last.term(), 0, commit)
                : new HardState(stored.term(), stored.vote(), commit);
    }

    private void mend(ScanEnd end) {
        try (DiskFile file = disk.open(newest())) {
            SegmentTail tail = new SegmentTail(file, end.offset());
            if (!tail.isZero()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0}/{1}: a torn write at byte {2} is cut off",
                        disk.location(),
                        newest(),
                        Long.toString(end.offset()));
                tail.keepCopy(disk);
                tail.erase();
            }
        }
    }

    /**
     * Makes durable what was read. If the last process was killed between a write and its sync, or stopped
     * because the sync failed, the records came from the system's memory alone; and after a failed sync the
     * system may take its pages for clean, so that only writing them again brings them to the disk.
     */
    private void writeAgain(ScanEnd end) {
        try (DiskFile file = disk.open(newest())) {
            new SegmentTail(file, end.provenSynced()).writeAgain(end.offset());
        }
        disk.syncDirectory();
    }

    private String newest() {
        return segments.get(segments.size() - 1).fileName();
    }
}
