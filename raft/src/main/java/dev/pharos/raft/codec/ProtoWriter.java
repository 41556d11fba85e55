package dev.pharos.raft.codec;

import dev.pharos.raft.model.Payload;
import java.util.Arrays;

/**
 * Appends protobuf fields to a buffer that grows and is reused: {@link #clear} keeps the array,
 * so a writer in steady use allocates nothing.
 */
public final class ProtoWriter {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private byte[] buffer;
    private int size;

    public ProtoWriter() {
        this(256);
    }

    public ProtoWriter(int capacity) {
        this.buffer = new byte[capacity];
    }

    public static int varintSize(long value) {
        return (63 - Long.numberOfLeadingZeros(value | 1)) / 7 + 1;
    }

    /** The bytes of a varint field whose number is below 16. */
    public static int fieldSize(long value) {
        return 1 + varintSize(value);
    }

    /** The bytes of a bytes field whose number is below 16. */
    public static int fieldSize(Payload value) {
        return 1 + varintSize(value.size()) + value.size();
    }

    public void uint64(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
    }

    public void bool(int field, boolean value) {
        uint64(field, value ? 1 : 0);
    }

    public void bytes(int field, Payload value) {
        begin(field, value.size());
        bytes(value.array(), 0, value.size());
    }

    public void message(int field, ProtoWriter content) {
        begin(field, content.size);
        bytes(content.buffer, 0, content.size);
    }

    /** Starts a bytes or message field; exactly {@code length} bytes of content must follow. */
    public void begin(int field, int length) {
        varint((long) field << 3 | BYTES);
        varint(length);
    }

    public void varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    public void bytes(byte[] source, int from, int length) {
        ensure(length);
        System.arraycopy(source, from, buffer, size, length);
        size += length;
    }

    public void zeros(int count) {
        ensure(count);
        Arrays.fill(buffer, size, size + count, (byte) 0);
        size += count;
    }

    /** Takes {@code count} bytes out at {@code at}; what follows moves up. */
    public void remove(int at, int count) {
        System.arraycopy(buffer, at + count, buffer, at, size - at - count);
        size -= count;
    }

    public int size() {
        return size;
    }

    /** The buffer itself; valid up to {@link #size()} and until the next write. */
    public byte[] array() {
        return buffer;
    }

    public Payload toPayload() {
        return Payload.wrap(Arrays.copyOf(buffer, size));
    }

    /** Forgets the content, and a buffer larger than {@code keptBytes} too. */
    public void clear(int keptBytes) {
        size = 0;
        if (buffer.length > keptBytes) {
            buffer = new byte[keptBytes];
        }
    }

    private void ensure(int more) {
        if (buffer.length - size >= more) {
            return;
        }
        long needed = (long) size + more;
        if (needed > Integer.MAX_VALUE - 16) {
            throw new IllegalStateException("one buffer cannot hold " + needed + " bytes");
        }
        long grown = Math.max(needed, Math.min(2L * buffer.length, Integer.MAX_VALUE - 16));
        buffer = Arrays.copyOf(buffer, (int) grown);
    }
}
