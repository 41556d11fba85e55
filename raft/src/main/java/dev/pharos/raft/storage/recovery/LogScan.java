package dev.pharos.raft.storage.recovery;

import dev.pharos.raft.codec.EntryCodec;
import dev.pharos.raft.codec.HardStateCodec;
import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.SegmentName;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.RecordReader;
import dev.pharos.raft.storage.record.RecordReader.Seed;
import dev.pharos.raft.storage.record.RecordReader.Step;
import dev.pharos.raft.storage.record.RecordType;
import dev.pharos.raft.storage.record.SnapshotMarker;
import dev.pharos.raft.storage.record.TornTail;
import java.util.List;

/**
 * Reads segments from the first to the last record. A torn write is accepted at the end of the newest
 * segment only, and never in the head of a segment, which is durable before the segment has its name.
 */
final class LogScan {
    /** Checksum, metadata, and a marker or a hard state. */
    private static final int HEAD_RECORDS = 3;

    private final Disk disk;
    private final List<SegmentName> segments;
    private final RecordVisitor visitor;

    LogScan(Disk disk, List<SegmentName> segments, RecordVisitor visitor) {
        this.disk = disk;
        this.segments = segments;
        this.visitor = visitor;
    }

    ScanEnd run() {
        ScanEnd end = new ScanEnd(0, 0, 0);
        Seed seed = Seed.ANY;
        SegmentName newest = segments.get(segments.size() - 1);
        for (SegmentName segment : segments) {
            try (DiskFile file = disk.open(segment.fileName())) {
                RecordReader reader = new RecordReader(file, end.crc(), seed);
                SyncedPrefix synced = scan(segment, reader);
                requireEnd(segment.equals(newest), file, reader);
                end = new ScanEnd(reader.end(), reader.crc(), synced.end());
                seed = Seed.CHAINED;
            }
        }
        return end;
    }

    private SyncedPrefix scan(SegmentName segment, RecordReader reader) {
        SyncedPrefix synced = new SyncedPrefix();
        int records = 0;
        visitor.segment(segment);
        while (reader.next() == Step.RECORD) {
            try {
                require((records == 0) == (reader.type() == RecordType.CRC), "a checksum record out of place");
                require(records != 1 || reader.type() == RecordType.METADATA, "metadata must follow the checksum");
                show(segment, reader);
            } catch (MalformedRecord e) {
                throw StorageFailure.at(segment.fileName(), reader.start(), String.valueOf(e.getMessage()));
            }
            synced.record(reader.type(), reader.end());
            records++;
        }
        if (records < HEAD_RECORDS) {
            throw StorageFailure.at(
                    segment.fileName(), reader.start(), "the head of the segment is damaged: " + reader.stopReason());
        }
        return synced;
    }

    private void show(SegmentName segment, RecordReader reader) {
        switch (reader.type()) {
            case CRC -> {}
            case METADATA -> visitor.identity(LogIdentity.read(reader.data()));
            case ENTRY -> visitor.entry(EntryCodec.read(reader.data()));
            case HARD_STATE -> visitor.hardState(HardStateCodec.read(reader.data()));
            case MARKER -> visitor.marker(SnapshotMarker.read(reader.data()), segment);
        }
    }

    private static void requireEnd(boolean newest, DiskFile file, RecordReader reader) {
        boolean acceptable = switch (reader.stop()) {
            case RECORD -> false;
            case END_OF_FILE -> true;
            case ZEROS ->
                newest
                        ? new TornTail(file).explainsZerosAt(reader.start())
                        : new SegmentTail(file, reader.start()).isZero();
            case DAMAGED -> newest && new TornTail(file).explains(reader.damage());
        };
        if (!acceptable) {
            throw StorageFailure.at(file.name(), reader.start(), reader.stopReason());
        }
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new MalformedRecord(reason);
        }
    }
}
