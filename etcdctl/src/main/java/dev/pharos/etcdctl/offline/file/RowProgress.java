package dev.pharos.etcdctl.offline.file;

import dev.pharos.etcdctl.offline.terminal.Progress;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.RowCursor;
import java.util.List;

/** Shows how far the first pass over the rows of a file is; the second one shows by itself what it has written. */
final class RowProgress {
    private final long total;
    private final Progress progress;
    private long seen;

    RowProgress(DbFile source, Progress progress) {
        this.total = source.sizeBytes();
        this.progress = progress;
    }

    /** The same buckets, with rows that are counted. */
    List<BucketRows> watch(List<BucketRows> buckets) {
        return buckets.stream().<BucketRows>map(Watched::new).toList();
    }

    private void saw(int bytes) {
        seen += bytes;
        if (seen <= total) {
            progress.report("reading", seen, total);
        }
    }

    private final class Watched implements BucketRows {
        private final BucketRows bucket;
        private boolean isMeasured;

        Watched(BucketRows bucket) {
            this.bucket = bucket;
        }

        @Override
        public String name() {
            return bucket.name();
        }

        @Override
        public RowCursor rows() {
            RowCursor rows = bucket.rows();
            if (isMeasured) {
                return rows;
            }
            isMeasured = true;
            return new WatchedCursor(rows);
        }
    }

    private final class WatchedCursor implements RowCursor {
        private final RowCursor rows;

        WatchedCursor(RowCursor rows) {
            this.rows = rows;
        }

        @Override
        public boolean next() {
            boolean onRow = rows.next();
            if (onRow) {
                saw(rows.key().length + rows.valueBytes());
            }
            return onRow;
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
            return rows.valueBytes();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
