package dev.pharos.kvstore.mvcc.read;

import dev.pharos.kvstore.index.IndexCursor;
import dev.pharos.kvstore.index.IndexEditor;
import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.index.KeyIndex;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import org.jspecify.annotations.Nullable;

/** The keys of one moment, published or still being changed. */
public interface KeyLookup {
    @Nullable
    IndexEntry get(Bytes key);

    /** Live keys only. */
    long count(KeyRange range);

    /** What the pairs of the first keys of a range take in an answer; of all of them with a limit of 0 or less. */
    long pairBytes(KeyRange range, long limit);

    IndexCursor cursor(KeyRange range);

    static KeyLookup of(KeyIndex index) {
        return new KeyLookup() {
            @Override
            public @Nullable IndexEntry get(Bytes key) {
                return index.get(key);
            }

            @Override
            public long count(KeyRange range) {
                return index.count(range);
            }

            @Override
            public long pairBytes(KeyRange range, long limit) {
                return index.pairBytes(range, limit);
            }

            @Override
            public IndexCursor cursor(KeyRange range) {
                return index.cursor(range);
            }
        };
    }

    /** Sees every edit made before it is asked. */
    static KeyLookup of(IndexEditor editor) {
        return new KeyLookup() {
            @Override
            public @Nullable IndexEntry get(Bytes key) {
                return editor.get(key);
            }

            @Override
            public long count(KeyRange range) {
                return editor.count(range);
            }

            @Override
            public long pairBytes(KeyRange range, long limit) {
                return editor.pairBytes(range, limit);
            }

            @Override
            public IndexCursor cursor(KeyRange range) {
                return editor.cursor(range);
            }
        };
    }
}
