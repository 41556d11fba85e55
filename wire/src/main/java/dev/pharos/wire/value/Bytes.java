package dev.pharos.wire.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable byte string, ordered as the store orders its keys: byte by byte, unsigned, a prefix before
 * what it begins.
 *
 * <p>A slice shares the bytes of what it was cut from and keeps all of them alive: {@link #compact()} what
 * is to be kept for long.
 */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    /** Never written to after construction. */
    private final byte[] array;

    private final int offset;
    private final int length;

    /** 0 while not computed; racing threads compute the same. */
    private int hash;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static Bytes copyOf(byte[] bytes) {
        return copyOf(bytes, 0, bytes.length);
    }

    public static Bytes copyOf(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return wrapUnsafe(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** Takes the array over without a copy: the caller must never write to it again. */
    public static Bytes wrapUnsafe(byte[] bytes) {
        return wrapUnsafe(bytes, 0, bytes.length);
    }

    /** Takes a part of the array over without a copy: the caller must never write to that part again. */
    public static Bytes wrapUnsafe(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return length == 0 ? EMPTY : new Bytes(bytes, offset, length);
    }

    /** Copies only what consists of several pieces, or is not on the heap. */
    public static Bytes fromByteString(ByteString bytes) {
        return ByteStringArray.of(bytes);
    }

    public static Bytes fromUtf8(String text) {
        return wrapUnsafe(text.getBytes(UTF_8));
    }

    /**
     * Two digits of either case for each byte.
     *
     * @throws IllegalArgumentException on anything else
     */
    public static Bytes fromHex(String digits) {
        return wrapUnsafe(HexFormat.of().parseHex(digits));
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte byteAt(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /** From an index on; shares the bytes. */
    public Bytes slice(int from) {
        return slice(from, length);
    }

    /** From an index up to, not including, another one; shares the bytes. */
    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return to - from == length ? this : wrapUnsafe(array, offset + from, to - from);
    }

    public boolean startsWith(Bytes prefix) {
        return length >= prefix.length && matches(0, prefix);
    }

    public boolean endsWith(Bytes suffix) {
        return length >= suffix.length && matches(length - suffix.length, suffix);
    }

    public Bytes concat(Bytes tail) {
        if (isEmpty()) {
            return tail;
        }
        if (tail.isEmpty()) {
            return this;
        }
        byte[] joined = new byte[Math.addExact(length, tail.length)];
        copyTo(joined, 0);
        tail.copyTo(joined, length);
        return wrapUnsafe(joined);
    }

    /** The least byte string greater than this one: a zero byte more. */
    public Bytes successor() {
        byte[] next = new byte[Math.addExact(length, 1)];
        copyTo(next, 0);
        return wrapUnsafe(next);
    }

    /** The same bytes in an array of their own. */
    public Bytes compact() {
        return length == array.length ? this : wrapUnsafe(toByteArray());
    }

    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** Shares the bytes. */
    public ByteString toByteString() {
        return UnsafeByteOperations.unsafeWrap(array, offset, length);
    }

    /** What is not UTF-8 becomes the replacement character. */
    public String toUtf8() {
        return new String(array, offset, length, UTF_8);
    }

    /** Two lower-case digits for each byte. */
    public String toHex() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Bytes that && length == that.length && matches(0, that));
    }

    @Override
    public int hashCode() {
        int computed = hash;
        if (computed == 0) {
            for (int i = offset; i < offset + length; i++) {
                computed = 31 * computed + array[i];
            }
            hash = computed;
        }
        return computed;
    }

    /** For people: printable ASCII as it is, everything else as {@code \xNN}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(length + 2).append('"');
        for (int i = offset; i < offset + length; i++) {
            char c = (char) (array[i] & 0xff);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                text.append("\\x").append(HexFormat.of().toHexDigits(array[i]));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    private boolean matches(int from, Bytes part) {
        int start = offset + from;
        return Arrays.equals(array, start, start + part.length, part.array, part.offset, part.offset + part.length);
    }
}
