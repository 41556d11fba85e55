package dev.pharos.raft.storage.record;

import dev.pharos.raft.storage.disk.DiskFile;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Tells a write that a loss of power cut in pieces from data that went bad later. New segments are
 * zeros, a batch is written behind the last record, and a disk takes a sector as a whole or not at all:
 * so whatever part of an unfinished batch is missing reads as zeros from where the batch reaches into
 * the sector up to the sector's end. A damaged record is torn when it shows such a hole; every other
 * one is corruption, and cutting it off would silently drop what was promised to be kept.
 *
 * <p>This follows the rule of etcd, which looks for zeros in pieces of 512 bytes of the record's data.
 * It differs on purpose. To take fewer bad bits for a torn write: the hole must reach to the end of its
 * piece even where the record ends before, the frame must agree with the header behind it as far as that
 * can be seen, and no {@link LaterBatch} may follow. And to understand a sector of which only half was
 * written: pieces are half a sector.
 */
public final class TornTail {
    /** Half a sector of 512 bytes. */
    private static final int PIECE_BYTES = 256;

    /** Frame, type, checksum, and tag and length of the data at their longest. */
    private static final int MAX_HEADER_BYTES = RecordWriter.FRAME_BYTES + 2 + 6 + 6;

    private final DiskFile file;
    private final long size;
    private final byte[] piece = new byte[PIECE_BYTES];

    public TornTail(DiskFile file) {
        this.file = file;
        this.size = file.size();
    }

    /** Whether a loss of power may have left the damage behind. */
    public boolean explains(Damage damage) {
        if (damage.end() == damage.start() || headerDisagrees(damage)) {
            return false;
        }
        if (damage.end() > size) {
            return true;
        }
        return hasHole(damage) && !new LaterBatch(file).followsRecordAt(damage.start());
    }

    private boolean hasHole(Damage damage) {
        for (long at = damage.start(); at < damage.end(); at = pieceEnd(at)) {
            if (isHole(at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code offset}, where a length field of 0 was found, can be the end of what was written. */
    public boolean explainsZerosAt(long offset) {
        if (!isHole(offset)) {
            return false;
        }
        // A hole of eight bytes may be a length that a bad bit turned into 0.
        boolean onlyLength = pieceEnd(offset) == offset + RecordWriter.FRAME_BYTES;
        OptionalLong next = onlyLength ? endByHeader(offset) : OptionalLong.empty();
        return next.isEmpty() || !new LaterBatch(file).followsRecordAt(next.getAsLong());
    }

    private boolean isHole(long from) {
        int length = read(from, (int) (pieceEnd(from) - from));
        for (int i = 0; i < length; i++) {
            if (piece[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether frame and header were both written, and still contradict each other: they lie in one piece,
     * or the next piece is not missing. Both etcd and this library write type, checksum and data in this
     * order and nothing else.
     */
    private boolean headerDisagrees(Damage damage) {
        long from = damage.start();
        if (from + MAX_HEADER_BYTES > size) {
            return false;
        }
        if (from + MAX_HEADER_BYTES > pieceEnd(from) && isHole(pieceEnd(from))) {
            return false;
        }
        OptionalLong end = endByHeader(from);
        return end.isEmpty() || end.getAsLong() != damage.end();
    }

    /** Where the header behind a frame says that the record ends, with its padding; empty if it is none. */
    private OptionalLong endByHeader(long from) {
        if (from + MAX_HEADER_BYTES > size) {
            return OptionalLong.empty();
        }
        read(from, MAX_HEADER_BYTES);
        int at = RecordWriter.FRAME_BYTES;
        if (piece[at] != 0x08 || piece[at + 1] < 1 || piece[at + 1] > RecordType.MAX_NUMBER || piece[at + 2] != 0x10) {
            return OptionalLong.empty();
        }
        at = varintEnd(at + 3);
        if (piece[at] != 0x1A) {
            return OptionalLong.empty();
        }
        int lengthAt = at + 1;
        at = varintEnd(lengthAt);
        long recordEnd = from + at + varint(lengthAt, at);
        return OptionalLong.of((recordEnd + 7) & ~7L);
    }

    private int varintEnd(int from) {
        int at = from;
        while (piece[at] < 0 && at < from + 4) {
            at++;
        }
        return at + 1;
    }

    private long varint(int from, int to) {
        long value = 0;
        for (int at = to - 1; at >= from; at--) {
            value = value << 7 | (piece[at] & 0x7F);
        }
        return value;
    }

    private int read(long from, int count) {
        return file.read(ByteBuffer.wrap(piece, 0, (int) Math.min(count, size - from)), from);
    }

    private static long pieceEnd(long at) {
        return (at / PIECE_BYTES + 1) * PIECE_BYTES;
    }
}
