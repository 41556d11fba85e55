package dev.pharos.kvstore.dbfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A few named rows, in memory. The names are ASCII, so that they sort as their bytes do. */
public record SmallBucket(String name, Map<String, byte[]> content) implements BucketRows {
    public SmallBucket {
        content = new TreeMap<>(content);
    }

    @Override
    public RowCursor rows() {
        return new ContentCursor(content.entrySet().iterator());
    }

    private static final class ContentCursor implements RowCursor {
        private final Iterator<Map.Entry<String, byte[]>> rest;
        private Map.@Nullable Entry<String, byte[]> present;

        ContentCursor(Iterator<Map.Entry<String, byte[]>> rest) {
            this.rest = rest;
        }

        @Override
        public boolean next() {
            present = rest.hasNext() ? rest.next() : null;
            return present != null;
        }

        @Override
        public byte[] key() {
            return row().getKey().getBytes(UTF_8);
        }

        @Override
        public byte[] value() {
            return row().getValue();
        }

        private Map.Entry<String, byte[]> row() {
            if (present == null) {
                throw new NoSuchElementException("the cursor stands on no row");
            }
            return present;
        }

        @Override
        public void close() {}
    }
}
