package dev.pharos.kvstore.backup;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.RowCursor;

/** A family whose rows are those of etcd's bucket. */
record FamilyBucket(String name, Rows source, Family family) implements BucketRows {
    @Override
    public RowCursor rows() {
        return new FamilyCursor(source.scan(family));
    }

    private record FamilyCursor(dev.pharos.kvstore.backend.RowCursor rows) implements RowCursor {
        private static final byte[] NOTHING = {};

        @Override
        public boolean next() {
            return rows.next();
        }

        @Override
        public byte[] key() {
            return rows.key();
        }

        @Override
        public byte[] value() {
            return rows.value();
        }

        @Override
        public int valueBytes() {
            return rows.peek(NOTHING);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
