package dev.pharos.raft.codec;

import dev.pharos.raft.model.Payload;
import java.util.Arrays;

/**
 * Walks the fields of one protobuf message without copying it. After {@link #next()} said yes, exactly
 * one of the value methods or {@link #skip()} must be called.
 */
public final class ProtoReader {
    private final byte[] bytes;
    private final int end;
    private int position;
    private int field;
    private int wireType;

    public ProtoReader(byte[] bytes, int from, int length) {
        if (from < 0 || length < 0 || length > bytes.length - from) {
            throw new IndexOutOfBoundsException("no " + length + " bytes at " + from + " of " + bytes.length);
        }
        this.bytes = bytes;
        this.position = from;
        this.end = from + length;
    }

    public ProtoReader(Payload payload) {
        this(payload.array(), 0, payload.size());
    }

    /** Moves to the next field; false at the end of the message. */
    public boolean next() {
        if (position == end) {
            return false;
        }
        long key = varint();
        wireType = (int) (key & 7);
        long number = key >>> 3;
        if (number == 0 || number > 0x1FFF_FFFF) {
            throw malformed("field number " + Long.toUnsignedString(number));
        }
        field = (int) number;
        return true;
    }

    public int field() {
        return field;
    }

    /** Whether the field at hand is of the bytes kind: text, bytes, a message or packed numbers. */
    public boolean isBytes() {
        return wireType == ProtoWriter.BYTES;
    }

    public long uint64() {
        expect(ProtoWriter.VARINT);
        return varint();
    }

    public boolean bool() {
        return uint64() != 0;
    }

    /** A number of an enum whose values lie in {@code 0..max}. */
    public int number(int max) {
        long value = uint64();
        if (value < 0 || value > max) {
            throw malformed("number " + value + " in field " + field + " is beyond " + max);
        }
        return (int) value;
    }

    public Payload payload() {
        int length = length();
        position += length;
        return Payload.wrap(Arrays.copyOfRange(bytes, position - length, position));
    }

    /** A reader over the content of the field, sharing the bytes. */
    public ProtoReader message() {
        int length = length();
        position += length;
        return new ProtoReader(bytes, position - length, length);
    }

    public void skip() {
        switch (wireType) {
            case ProtoWriter.VARINT -> varint();
            case ProtoWriter.FIXED64 -> advance(8);
            case ProtoWriter.BYTES -> {
                int length = length();
                position += length;
            }
            case ProtoWriter.FIXED32 -> advance(4);
            default -> throw malformed("wire type " + wireType + " of field " + field);
        }
    }

    /** Where the reading stands in the array. */
    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    /** Whether all is read; for the content of packed numbers, which has no fields. */
    boolean isAtEnd() {
        return position == end;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position == end) {
                throw malformed("a number is cut off");
            }
            byte b = bytes[position++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw malformed("a number has more than ten bytes");
    }

    private int length() {
        expect(ProtoWriter.BYTES);
        long length = varint();
        if (length < 0 || length > end - position) {
            throw malformed("field " + field + " claims " + Long.toUnsignedString(length) + " bytes, "
                    + (end - position) + " are left");
        }
        return (int) length;
    }

    private void advance(int count) {
        if (count > end - position) {
            throw malformed("field " + field + " is cut off");
        }
        position += count;
    }

    private void expect(int kind) {
        if (wireType != kind) {
            throw malformed("field " + field + " has wire type " + wireType + ", not " + kind);
        }
    }

    private MalformedRecord malformed(String reason) {
        return new MalformedRecord(reason + " (at byte " + position + " of " + end + ")");
    }
}
