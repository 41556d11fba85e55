package dev.pharos.etcdctl.offline.file;

import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.RowCursor;
import dev.pharos.wire.value.Bytes;

/** A bucket with one more row behind its last one, which has a key and nothing else. */
record LengthenedBucket(BucketRows bucket, Bytes lastKey) implements BucketRows {
    @Override
    public String name() {
        return bucket.name();
    }

    @Override
    public RowCursor rows() {
        return new LengthenedCursor(bucket.rows(), lastKey.toByteArray());
    }

    private static final class LengthenedCursor implements RowCursor {
        private static final byte[] NOTHING = {};

        private final RowCursor rows;
        private final byte[] lastKey;
        private boolean onLast;

        LengthenedCursor(RowCursor rows, byte[] lastKey) {
            this.rows = rows;
            this.lastKey = lastKey;
        }

        @Override
        public boolean next() {
            if (onLast) {
                return false;
            }
            onLast = !rows.next();
            return true;
        }

        @Override
        public byte[] key() {
            return onLast ? lastKey : rows.key();
        }

        @Override
        public byte[] value() {
            return onLast ? NOTHING : rows.value();
        }

        @Override
        public int valueBytes() {
            return onLast ? 0 : rows.valueBytes();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
