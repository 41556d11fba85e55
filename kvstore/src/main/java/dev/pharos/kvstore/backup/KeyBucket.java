package dev.pharos.kvstore.backup;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.RowCursor;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.kvstore.mvcc.record.RecordHead;
import dev.pharos.kvstore.mvcc.record.StorageRow;

/** The history as etcd keeps it. Both sort by revision, then by the place in it. */
final class KeyBucket implements BucketRows {
    private final Rows rows;

    KeyBucket(Rows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return "key";
    }

    @Override
    public RowCursor rows() {
        return new HistoryCursor(rows.scan(Family.HISTORY));
    }

    private static final class HistoryCursor implements RowCursor {
        private final dev.pharos.kvstore.backend.RowCursor history;
        private final byte[] head = new byte[RecordHead.BYTES];

        HistoryCursor(dev.pharos.kvstore.backend.RowCursor history) {
            this.history = history;
        }

        @Override
        public boolean next() {
            return history.next();
        }

        /** The head of the value says whether it is a deletion. */
        @Override
        public byte[] key() {
            history.peek(head);
            HistoryRow row = HistoryRow.parse(history.key(), head);
            return StorageRow.key(row.kind(), row.place()).toByteArray();
        }

        @Override
        public byte[] value() {
            return HistoryRow.parse(history.key(), history.value()).pair().toByteArray();
        }

        @Override
        public int valueBytes() {
            return history.peek(head) - RecordHead.BYTES;
        }

        @Override
        public void close() {
            history.close();
        }
    }
}
