package dev.pharos.kvstore.dbfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** A bucket in memory. Rows come in the order in which they were put. */
final class ListBucket implements BucketRows {
    private final String name;
    private final List<Row> rows = new ArrayList<>();

    ListBucket(String name) {
        this.name = name;
    }

    ListBucket put(byte[] key, byte[] value) {
        rows.add(new Row(key, value));
        return this;
    }

    ListBucket put(String key, String value) {
        return put(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    /** Rows with random keys in order; the sizes are drawn by the two functions. */
    static ListBucket random(
            String name, int count, Random chance, IntUnaryOperator keyBytes, IntUnaryOperator valueBytes) {
        TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        for (int i = 0; i < count; i++) {
            keys.add(bytes(chance, keyBytes.applyAsInt(i)));
        }
        ListBucket bucket = new ListBucket(name);
        int i = 0;
        for (byte[] key : keys) {
            bucket.put(key, bytes(chance, valueBytes.applyAsInt(i++)));
        }
        return bucket;
    }

    private static byte[] bytes(Random chance, int count) {
        byte[] bytes = new byte[count];
        chance.nextBytes(bytes);
        return bytes;
    }

    List<Row> list() {
        return rows;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RowCursor rows() {
        return new Directory(List.copyOf(rows)).rows();
    }
}
