package dev.pharos.raft.storage.recovery;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.SegmentName;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.RecordReader;
import dev.pharos.raft.storage.record.RecordReader.Seed;
import dev.pharos.raft.storage.record.RecordReader.Step;
import dev.pharos.raft.storage.record.RecordType;
import java.util.List;
import java.util.Optional;

/** The head of a log, read without opening the log. */
public final class LogHead {
    private LogHead() {}

    /** Whose log it is; empty if there is none. */
    public static Optional<LogIdentity> identity(Disk disk) {
        List<SegmentName> segments = SegmentFinder.find(disk);
        return segments.isEmpty() ? Optional.empty() : Optional.of(identity(disk, segments.get(0)));
    }

    /** The head is durable before a segment has its name, so it is whole or damaged, never torn. */
    private static LogIdentity identity(Disk disk, SegmentName segment) {
        try (DiskFile file = disk.open(segment.fileName())) {
            RecordReader reader = new RecordReader(file, 0, Seed.ANY);
            boolean crcFirst = reader.next() == Step.RECORD && reader.type() == RecordType.CRC;
            if (!crcFirst || reader.next() != Step.RECORD || reader.type() != RecordType.METADATA) {
                throw StorageFailure.at(segment.fileName(), reader.start(), "the head of the segment is damaged");
            }
            return LogIdentity.read(reader.data());
        }
    }
}
