package dev.pharos.kvstore.backend;

import dev.pharos.wire.value.Bytes;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Changes of rows that count together or not at all. Built up in the form in which RocksDB takes a batch, so
 * that it crosses into native code once: 8 bytes for a sequence number, 4 for the number of changes, then for
 * each of them a tag, the family, the key and, unless it is a deletion, the value. One that grows large goes on in
 * native memory instead, change by change, and is no burden on the heap. One user at a time; after {@link #clear()} it
 * can be used again.
 */
public final class RowBatch {
    private static final int HEADER = 12;
    private static final int COUNT_AT = 8;
    private static final byte PUT = 0x05;
    private static final byte DELETE = 0x04;
    private static final int LONGEST_VARINT = 5;

    /** An array that has grown beyond this is not kept for the next use. */
    private static final int KEPT_BYTES = 4 << 20;

    /** Beyond this it goes on in native memory. */
    static final int MOST_BYTES_ON_HEAP = 16 << 20;

    private final OpenDatabase database;
    private final Map<Family, Integer> familyIds;
    private byte[] bytes = new byte[1 << 13];
    private int length = HEADER;
    private int count;

    /** Everything, once it is there; what is on the heap went into it. */
    private @Nullable GrownBatch grown;

    RowBatch(OpenDatabase database) {
        this.database = database;
        this.familyIds = database.familyIds();
    }

    public void put(Family family, byte[] key, byte[] value) {
        put(family, key, value, Bytes.EMPTY);
    }

    /** The value is the head and behind it the tail. */
    public void put(Family family, byte[] key, byte[] head, Bytes tail) {
        GrownBatch large = grownFor(key.length + head.length + tail.length());
        if (large != null) {
            large.put(family, key, head, tail);
            return;
        }
        start(PUT, family, key.length, head.length + tail.length());
        append(key);
        value(head, tail);
    }

    /** The value is the head and behind it the tail. */
    public void put(Family family, Bytes key, byte[] head, Bytes tail) {
        GrownBatch large = grownFor(key.length() + head.length + tail.length());
        if (large != null) {
            large.put(family, key.toByteArray(), head, tail);
            return;
        }
        start(PUT, family, key.length(), head.length + tail.length());
        append(key);
        value(head, tail);
    }

    public void delete(Family family, byte[] key) {
        GrownBatch large = grownFor(key.length);
        if (large != null) {
            large.delete(family, key);
            return;
        }
        start(DELETE, family, key.length, 0);
        append(key);
    }

    public boolean isEmpty() {
        return count() == 0;
    }

    public int count() {
        return grown == null ? count : grown.count();
    }

    public long byteCount() {
        return grown == null ? length : grown.byteCount();
    }

    public void clear() {
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[1 << 13];
        }
        length = HEADER;
        count = 0;
        if (grown != null) {
            grown.close();
            grown = null;
        }
    }

    void write(Writing writing) throws RocksDBException {
        if (grown != null) {
            grown.write(writing);
            return;
        }
        try (WriteBatch batch = new WriteBatch(toRocks())) {
            writing.write(batch);
        }
    }

    /** What takes a batch, and is done with it when it returns. */
    @FunctionalInterface
    interface Writing {
        void write(WriteBatch batch) throws RocksDBException;
    }

    /** Null as long as there is room on the heap for that much more. */
    private @Nullable GrownBatch grownFor(int more) {
        if (grown == null && (long) length + more > MOST_BYTES_ON_HEAP) {
            grown = new GrownBatch(database, toRocks());
            bytes = new byte[1 << 13];
            length = HEADER;
        }
        return grown;
    }

    private byte[] toRocks() {
        byte[] batch = Arrays.copyOf(bytes, length);
        for (int i = 0; i < Integer.BYTES; i++) {
            batch[COUNT_AT + i] = (byte) (count >>> (8 * i));
        }
        return batch;
    }

    private void start(byte tag, Family family, int keyBytes, int valueBytes) {
        reserve(1L + 3 * LONGEST_VARINT + keyBytes + valueBytes);
        bytes[length++] = tag;
        varint(Objects.requireNonNull(familyIds.get(family)));
        varint(keyBytes);
        count++;
    }

    private void value(byte[] head, Bytes tail) {
        varint(head.length + tail.length());
        append(head);
        append(tail);
    }

    private void append(byte[] part) {
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
    }

    private void append(Bytes part) {
        part.copyTo(bytes, length);
        length += part.length();
    }

    private void varint(int number) {
        int rest = number;
        while ((rest & ~0x7f) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed > bytes.length) {
            long doubled = Math.max(needed, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.min(doubled, Math.max(needed, Integer.MAX_VALUE - 8))));
        }
    }
}
