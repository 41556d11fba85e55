package dev.pharos.raft.storage.past;

import dev.pharos.raft.codec.EntryCodec;
import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntrySpan;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.SegmentName;
import dev.pharos.raft.storage.record.RecordReader;
import dev.pharos.raft.storage.record.RecordReader.Seed;
import dev.pharos.raft.storage.record.RecordReader.Step;
import dev.pharos.raft.storage.record.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks the entries of a log from the head of one segment on, in the order in which they were written. */
final class EntryCursor implements AutoCloseable {
    private final Disk disk;
    private SegmentName segment;
    private DiskFile file;
    private RecordReader records;
    /** Was read and not yet wanted. */
    private @Nullable Entry ahead;

    EntryCursor(Disk disk, SegmentName start) {
        this.disk = disk;
        this.segment = start;
        this.file = disk.open(start.fileName());
        this.records = new RecordReader(file, 0, Seed.ANY);
    }

    /**
     * The first entries of the span, at most about {@code maxBytes} and at least one; none if they do not follow
     * from here on. What is written elsewhere in the order is passed over: entries that were replaced later, and
     * such as were read before.
     */
    List<Entry> read(EntrySpan span, long maxBytes) {
        List<Entry> read = new ArrayList<>();
        long wanted = span.first();
        long bytes = 0;
        while (wanted <= span.last()) {
            Entry entry = peek();
            if (entry == null) {
                break;
            }
            if (entry.index() == wanted && span.holds(entry)) {
                bytes += entry.sizeBytes();
                if (bytes > maxBytes && !read.isEmpty()) {
                    break;
                }
                read.add(entry);
                wanted++;
            }
            ahead = null;
        }
        return read;
    }

    private @Nullable Entry peek() {
        while (ahead == null) {
            if (records.next() == Step.RECORD) {
                ahead = records.type() == RecordType.ENTRY ? decode() : null;
            } else if (!enterNextSegment()) {
                return null;
            }
        }
        return ahead;
    }

    private Entry decode() {
        try {
            return EntryCodec.read(records.data());
        } catch (MalformedRecord e) {
            throw StorageFailure.at(segment.fileName(), records.start(), String.valueOf(e.getMessage()));
        }
    }

    private boolean enterNextSegment() {
        if (records.stop() == Step.DAMAGED) {
            throw StorageFailure.at(segment.fileName(), records.start(), records.stopReason());
        }
        Optional<SegmentName> next = Segments.on(disk).stream()
                .filter(name -> name.sequence() == segment.sequence() + 1)
                .findFirst();
        next.ifPresent(this::enter);
        return next.isPresent();
    }

    private void enter(SegmentName next) {
        DiskFile opened = disk.open(next.fileName());
        file.close();
        file = opened;
        segment = next;
        records = new RecordReader(opened, 0, Seed.ANY);
    }

    @Override
    public void close() {
        file.close();
    }
}
