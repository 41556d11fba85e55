package dev.pharos.raft.storage.log;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import java.nio.ByteBuffer;

/** The segment that is appended to. */
final class ActiveSegment {
    private final DiskFile file;
    private final long roomBytes;
    private long offset;

    /** Of {@code roomBytes} the batch that reaches their end is the last. */
    ActiveSegment(DiskFile file, long roomBytes, long offset) {
        this.file = file;
        this.roomBytes = roomBytes;
        this.offset = offset;
    }

    /**
     * Turns an unfinished file into a segment: its head is durable before its name, and its name before
     * anything else is written. Answers the segment under its new name.
     */
    ActiveSegment begin(ByteBuffer head, Disk disk, SegmentName name) {
        append(head);
        sync();
        file.close();
        disk.rename(file.name(), name.fileName());
        disk.syncDirectory();
        return new ActiveSegment(disk.open(name.fileName()), roomBytes, offset);
    }

    void append(ByteBuffer batch) {
        int count = batch.remaining();
        file.write(batch, offset);
        offset += count;
    }

    void sync() {
        file.sync();
    }

    boolean isFull() {
        return offset >= roomBytes;
    }

    /** Cuts the file to its content: of all segments only the newest may end in zeros. */
    void finish() {
        file.truncate(offset);
        file.sync();
        file.close();
    }

    void close() {
        file.close();
    }
}
