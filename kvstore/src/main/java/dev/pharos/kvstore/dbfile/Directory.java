package dev.pharos.kvstore.dbfile;

import java.util.List;

/** The rows of the root bucket: the name of each bucket, and where it is. */
record Directory(List<Row> entries) implements BucketRows {
    @Override
    public String name() {
        return "(directory)";
    }

    @Override
    public RowCursor rows() {
        return new Cursor();
    }

    private final class Cursor implements RowCursor {
        private int index = -1;

        @Override
        public boolean next() {
            return ++index < entries.size();
        }

        @Override
        public byte[] key() {
            return entries.get(index).key();
        }

        @Override
        public byte[] value() {
            return entries.get(index).value();
        }

        @Override
        public void close() {
            index = entries.size();
        }
    }
}
