package dev.pharos.raft.storage.recovery;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import java.nio.ByteBuffer;

/** What a segment holds behind its last good record. */
final class SegmentTail {
    private static final String BROKEN = ".broken";
    private static final int CHUNK_BYTES = 1 << 18;

    private final DiskFile file;
    private final long start;
    private final long size;

    SegmentTail(DiskFile file, long start) {
        this.file = file;
        this.start = start;
        this.size = file.size();
    }

    boolean isZero() {
        ByteBuffer chunk = ByteBuffer.allocate(chunkBytes());
        for (long at = start; at < size; at += chunk.limit()) {
            read(chunk, at);
            if (chunk.mismatch(ByteBuffer.allocate(chunk.limit())) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** A durable copy of the whole segment for whoever wants to know what happened. */
    void keepCopy(Disk disk) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        try (DiskFile copy = disk.create(file.name() + BROKEN)) {
            for (long at = 0; at < size; at += chunk.limit()) {
                read(chunk, at);
                copy.write(chunk.duplicate(), at);
            }
            copy.sync();
        }
        disk.syncDirectory();
    }

    /** Zeros and a sync. A crash in between leaves a tail that is torn in the same place, or ends there. */
    void erase() {
        ByteBuffer zeros = ByteBuffer.allocate(chunkBytes());
        for (long at = start; at < size; at += zeros.limit()) {
            zeros.limit((int) Math.min(zeros.capacity(), size - at));
            file.write(zeros.duplicate(), at);
        }
        file.sync();
    }

    /** Writes what is there up to {@code end} once more, and syncs. */
    void writeAgain(long end) {
        ByteBuffer chunk = ByteBuffer.allocate(chunkBytes());
        for (long at = start; at < end; at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), end - at));
            file.read(chunk, at);
            chunk.flip();
            file.write(chunk.duplicate(), at);
        }
        file.sync();
    }

    private void read(ByteBuffer chunk, long at) {
        chunk.clear().limit((int) Math.min(chunk.capacity(), size - at));
        file.read(chunk, at);
        chunk.flip();
    }

    private int chunkBytes() {
        return (int) Math.max(1, Math.min(CHUNK_BYTES, size - start));
    }
}
