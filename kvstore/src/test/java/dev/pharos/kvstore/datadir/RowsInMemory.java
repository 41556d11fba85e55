package dev.pharos.kvstore.datadir;

import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.RowCursor;
import dev.pharos.wire.value.Bytes;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** A bucket that can be changed. */
record RowsInMemory(String name, Map<Bytes, Bytes> content) implements BucketRows {
    static RowsInMemory named(String name) {
        return new RowsInMemory(name, new TreeMap<>());
    }

    static RowsInMemory of(BucketRows bucket) {
        RowsInMemory copy = named(bucket.name());
        try (RowCursor rows = bucket.rows()) {
            while (rows.next()) {
                copy.with(rows.key(), rows.value());
            }
        }
        return copy;
    }

    RowsInMemory with(byte[] key, byte[] value) {
        content.put(Bytes.wrapUnsafe(key), Bytes.wrapUnsafe(value));
        return this;
    }

    @Override
    public RowCursor rows() {
        Iterator<Map.Entry<Bytes, Bytes>> rest = content.entrySet().iterator();
        return new RowCursor() {
            private Map.Entry<Bytes, Bytes> present = Map.entry(Bytes.EMPTY, Bytes.EMPTY);

            @Override
            public boolean next() {
                boolean more = rest.hasNext();
                if (more) {
                    present = rest.next();
                }
                return more;
            }

            @Override
            public byte[] key() {
                return present.getKey().toByteArray();
            }

            @Override
            public byte[] value() {
                return present.getValue().toByteArray();
            }

            @Override
            public void close() {}
        };
    }
}
