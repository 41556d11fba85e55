package dev.pharos.kvstore.datadir;

import dev.pharos.raft.codec.EntryCodec;
import dev.pharos.raft.codec.HardStateCodec;
import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.SegmentName;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.RecordReader;
import dev.pharos.raft.storage.record.RecordReader.Seed;
import dev.pharos.raft.storage.record.RecordReader.Step;
import dev.pharos.raft.storage.record.SnapshotMarker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first segment of a log says, as far as it is needed to tell who wrote it. Reading ends at the first
 * command, for then a member has been running.
 */
final class LogFacts {
    /** More members than any cluster has, and far fewer entries than would be a burden. */
    private static final int MOST_CHANGES = 1024;

    private final boolean onlySegment;
    private final List<Entry> changes = new ArrayList<>();
    private @Nullable LogIdentity identity;
    private HardState hardState = HardState.INITIAL;
    private EntryId marker = EntryId.ZERO;
    private boolean goesOn;

    private LogFacts(boolean onlySegment) {
        this.onlySegment = onlySegment;
    }

    /**
     * Reads without touching anything.
     *
     * @throws StorageFailure if the log is damaged
     */
    static LogFacts of(Disk disk, List<SegmentName> segments) {
        LogFacts facts = new LogFacts(segments.size() == 1);
        try (DiskFile file = disk.open(segments.get(0).fileName())) {
            RecordReader reader = new RecordReader(file, 0, Seed.ANY);
            try {
                facts.read(reader);
            } catch (MalformedRecord malformed) {
                throw StorageFailure.at(file.name(), reader.start(), String.valueOf(malformed.getMessage()));
            }
            if (facts.identity == null) {
                throw StorageFailure.at(file.name(), reader.start(), "it does not say whose log it is");
            }
        }
        return facts;
    }

    private void read(RecordReader reader) {
        while (!goesOn && reader.next() == Step.RECORD) {
            switch (reader.type()) {
                case CRC -> {}
                case METADATA -> identity = LogIdentity.read(reader.data());
                case ENTRY -> entry(EntryCodec.read(reader.data()));
                case HARD_STATE -> hardState(HardStateCodec.read(reader.data()));
                case MARKER -> marker(SnapshotMarker.read(reader.data()));
            }
        }
        if (reader.stop() == Step.DAMAGED) {
            throw new MalformedRecord(reader.stopReason());
        }
    }

    private void entry(Entry entry) {
        goesOn = isMarked() || !entry.changesMembership() || changes.size() == MOST_CHANGES;
        changes.add(entry);
    }

    private void hardState(HardState found) {
        goesOn = isMarked();
        hardState = found;
    }

    private void marker(SnapshotMarker found) {
        goesOn = isMarked();
        marker = found.at();
    }

    private boolean isMarked() {
        return marker.index() > 0;
    }

    /** There are the members' entries, then the marker of a snapshot of them, and then nothing. */
    boolean isRestored() {
        return onlySegment
                && !goesOn
                && isMarked()
                && isWhole()
                && hardState.commit() == marker.index()
                && hardState.term() == marker.term();
    }

    private boolean isWhole() {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).index() != i + 1) {
                return false;
            }
        }
        return changes.size() == marker.index();
    }

    /** Nothing but members, and no snapshot of them. */
    boolean isUnfinished() {
        return onlySegment && !goesOn && !isMarked();
    }

    LogIdentity identity() {
        if (identity == null) {
            throw new IllegalStateException("nothing was read");
        }
        return identity;
    }

    /** The entries of the members. */
    List<Entry> changes() {
        return List.copyOf(changes);
    }

    EntryId marker() {
        return marker;
    }
}
