package dev.pharos.etcdctl.offline.file;

import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.raft.codec.EntryCodec;
import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.log.SegmentName;
import dev.pharos.raft.storage.record.RecordReader;
import dev.pharos.raft.storage.record.RecordReader.Seed;
import dev.pharos.raft.storage.record.RecordReader.Step;
import dev.pharos.raft.storage.record.RecordType;
import dev.pharos.raft.storage.record.SnapshotMarker;
import dev.pharos.raft.storage.recovery.SegmentFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out whether a log has entries that only etcd 3.6 and later understand. One use. */
final class LogRelease {
    private static final StorageVersion OF_NEWER_ENTRIES = new StorageVersion(3, 6);

    /** The one kind of request that release 3.6 brought. */
    private static final int DOWNGRADE_TEST = 9900;

    private long newerEntry;
    private long marker;

    private LogRelease() {}

    /** The release that is needed to read the entries behind the last snapshot; empty if any will do. */
    static Optional<StorageVersion> needed(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw ToolFailure.badArguments(
                    "failed to get the lastest snapshot: open " + folder + ": no such file or directory");
        }
        return new LogRelease().read(folder);
    }

    private Optional<StorageVersion> read(Path folder) {
        Disk disk = FolderDisk.at(folder);
        List<SegmentName> segments = SegmentFinder.find(disk);
        if (segments.isEmpty()) {
            throw ToolFailure.badArguments("failed to open wal: wal: file not found");
        }
        for (SegmentName segment : segments) {
            try (DiskFile file = disk.open(segment.fileName())) {
                read(new RecordReader(file, 0, Seed.ANY));
            } catch (MalformedRecord damage) {
                throw ToolFailure.badArguments(
                        "failed to read wal: " + segment.fileName() + ": " + damage.getMessage());
            }
        }
        return newerEntry > marker ? Optional.of(OF_NEWER_ENTRIES) : Optional.empty();
    }

    private void read(RecordReader reader) {
        while (reader.next() == Step.RECORD) {
            if (reader.type() == RecordType.ENTRY) {
                entry(EntryCodec.read(reader.data()));
            } else if (reader.type() == RecordType.MARKER) {
                marker = SnapshotMarker.read(reader.data()).at().index();
            }
        }
        if (reader.stop() == Step.DAMAGED) {
            throw new MalformedRecord(reader.stopReason());
        }
    }

    /** An entry replaces the one at its index and all behind. */
    private void entry(Entry entry) {
        if (entry.index() <= newerEntry) {
            newerEntry = 0;
        }
        if (entry.type() == EntryType.NORMAL && testsDowngrade(entry)) {
            newerEntry = entry.index();
        }
    }

    private static boolean testsDowngrade(Entry entry) {
        try {
            ProtoReader request = new ProtoReader(entry.data());
            while (request.next()) {
                if (request.field() == DOWNGRADE_TEST) {
                    return true;
                }
                request.skip();
            }
        } catch (MalformedRecord ofTheSecondApi) {
            return false;
        }
        return false;
    }
}
