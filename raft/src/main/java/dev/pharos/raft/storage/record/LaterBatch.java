package dev.pharos.raft.storage.record;

import dev.pharos.raft.storage.disk.DiskFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Looks behind a damaged record for proof that it was once durable. A batch is entries and markers, then
 * at most one hard state, and it is synced before anything else is written; so where records follow a
 * hard state that follows an entry or marker, everything up to that hard state had been synced, and no
 * loss of power can have damaged it.
 */
final class LaterBatch {
    private static final long LENGTH_MASK = 0x00FF_FFFF_FFFF_FFFFL;
    private static final int TYPE_TAG = 0x08;

    private final DiskFile file;
    private final long size;
    private final ByteBuffer head =
            ByteBuffer.allocate(RecordWriter.FRAME_BYTES + 2).order(ByteOrder.LITTLE_ENDIAN);

    LaterBatch(DiskFile file) {
        this.file = file;
        this.size = file.size();
    }

    /** Whether a later batch begins behind the record at {@code start}, going from frame to frame. */
    boolean followsRecordAt(long start) {
        boolean inSyncedBatch = false;
        boolean batchEnded = false;
        long at = start;
        while (readHead(at)) {
            int type = head.get(RecordWriter.FRAME_BYTES) == TYPE_TAG ? head.get(RecordWriter.FRAME_BYTES + 1) : 0;
            if (batchEnded && type > 0) {
                return true;
            }
            inSyncedBatch |= type == RecordType.ENTRY.number() || type == RecordType.MARKER.number();
            batchEnded |= inSyncedBatch && type == RecordType.HARD_STATE.number();
            at = recordEnd(at);
        }
        return false;
    }

    private boolean readHead(long at) {
        if (size - at < head.capacity()) {
            return false;
        }
        file.read(head.clear(), at);
        return head.getLong(0) != 0 && recordEnd(at) <= size;
    }

    private long recordEnd(long at) {
        long end = at + RecordWriter.FRAME_BYTES + (head.getLong(0) & LENGTH_MASK);
        return (end + 7) & ~7L;
    }
}
