package dev.pharos.raft.storage.record;

import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one file in their order and checks their checksums. It never allocates more than
 * the file holds, whatever a length field claims.
 */
public final class RecordReader {
    /** What {@link #next()} found. */
    public enum Step {
        RECORD,
        /** The file ends here. */
        END_OF_FILE,
        /** The length field is 0: what follows was never written, or got lost. */
        ZEROS,
        DAMAGED
    }

    /** Whether the checksum at the head of the file must be the one reached so far. */
    public enum Seed {
        ANY,
        CHAINED
    }

    private static final int WINDOW_BYTES = 1 << 20;
    private static final int MAX_RECORD_BYTES = Integer.MAX_VALUE - 64;
    private static final long LENGTH_MASK = 0x00FF_FFFF_FFFF_FFFFL;

    private static final int TYPE = 1;
    private static final int CRC = 2;
    private static final int DATA = 3;
    private static final ProtoReader NO_DATA = new ProtoReader(new byte[0], 0, 0);

    private final DiskFile file;
    private final long size;
    private final RunningCrc crc;
    private Seed seed;

    private byte[] window = new byte[0];
    private long windowStart;
    private int windowLength;

    private Step stop = Step.RECORD;
    private long start;
    private long end;
    private RecordType type = RecordType.CRC;
    private ProtoReader data = NO_DATA;
    private int validCrc;
    private @Nullable Damage damage;

    public RecordReader(DiskFile file, int crc, Seed seed) {
        this.file = file;
        this.size = file.size();
        this.crc = new RunningCrc(crc);
        this.validCrc = crc;
        this.seed = seed;
    }

    public Step next() {
        stop = read();
        return stop;
    }

    private Step read() {
        start = end;
        if (start == size) {
            return Step.END_OF_FILE;
        }
        if (size - start < RecordWriter.FRAME_BYTES) {
            return damaged(size + 1, "a length field is cut off");
        }
        int at = load(start, RecordWriter.FRAME_BYTES);
        long field = ByteBuffer.wrap(window).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
        return field == 0 ? Step.ZEROS : frame(field);
    }

    private Step frame(long field) {
        long length = field & LENGTH_MASK;
        int flags = (int) (field >>> 56);
        int padding = (int) (-length & 7);
        if (length == 0 || flags != (padding == 0 ? 0 : 0x80 | padding)) {
            return damaged(start, "no length field: " + Long.toHexString(field));
        }
        long recordEnd = start + RecordWriter.FRAME_BYTES + length + padding;
        if (recordEnd > size) {
            return damaged(recordEnd, "a record of " + length + " bytes runs past the end of the file");
        }
        if (length > MAX_RECORD_BYTES) {
            return damaged(start, "a record of " + length + " bytes is too long");
        }
        try {
            return record(load(start + RecordWriter.FRAME_BYTES, (int) length), (int) length, recordEnd);
        } catch (MalformedRecord e) {
            return damaged(recordEnd, String.valueOf(e.getMessage()));
        }
    }

    private Step record(int at, int length, long recordEnd) {
        ProtoReader in = new ProtoReader(window, at, length);
        int number = 0;
        int expected = 0;
        ProtoReader content = NO_DATA;
        while (in.next()) {
            switch (in.field()) {
                case TYPE -> number = in.number(RecordType.MAX_NUMBER);
                case CRC -> expected = (int) in.uint64();
                case DATA -> content = in.message();
                default -> in.skip();
            }
        }
        if (number == 0) {
            throw new MalformedRecord("a record without a type");
        }
        type = RecordType.numbered(number);
        data = content;
        return verify(expected, recordEnd);
    }

    private Step verify(int expected, long recordEnd) {
        if (type == RecordType.CRC && seed == Seed.ANY) {
            crc.startFrom(expected);
        } else {
            crc.update(window, data.position(), data.remaining());
        }
        seed = Seed.CHAINED;
        if (crc.value() != expected) {
            return damaged(
                    recordEnd,
                    "checksum is " + Integer.toHexString(crc.value()) + ", not " + Integer.toHexString(expected));
        }
        validCrc = expected;
        end = recordEnd;
        return Step.RECORD;
    }

    private Step damaged(long recordEnd, String reason) {
        damage = new Damage(start, recordEnd, reason);
        return Step.DAMAGED;
    }

    /** The type of the record just read. */
    public RecordType type() {
        return type;
    }

    /** The data of the record just read; valid until {@link #next()}. */
    public ProtoReader data() {
        return data;
    }

    /** Where the record just read starts, or would start. */
    public long start() {
        return start;
    }

    /** Where the last good record ends. */
    public long end() {
        return end;
    }

    /** The checksum up to the last good record. */
    public int crc() {
        return validCrc;
    }

    /** What the last {@link #next()} found. */
    public Step stop() {
        return stop;
    }

    /** The last step in words, for whoever did not expect it. */
    public String stopReason() {
        return switch (stop) {
            case RECORD -> "a record";
            case END_OF_FILE -> "the file ends";
            case ZEROS -> "zeros where a record should start";
            case DAMAGED -> damage().reason();
        };
    }

    /** After {@link Step#DAMAGED}. */
    public Damage damage() {
        if (damage == null) {
            throw new IllegalStateException("nothing is damaged");
        }
        return damage;
    }

    /** Makes {@code count} bytes at {@code offset} available in the window and answers where in it they are. */
    private int load(long offset, int count) {
        if (offset < windowStart || offset + count > windowStart + windowLength) {
            int wanted = (int) Math.min(size - offset, Math.max(count, WINDOW_BYTES));
            if (window.length < wanted) {
                window = new byte[wanted];
            }
            windowStart = offset;
            windowLength = file.read(ByteBuffer.wrap(window, 0, wanted), offset);
            if (windowLength < count) {
                throw StorageFailure.at(file.name(), offset + windowLength, "the file ends before its size");
            }
        }
        return (int) (offset - windowStart);
    }
}
