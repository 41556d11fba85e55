package dev.pharos.kvstore.mvcc.read;

import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.wire.value.Bytes;
import org.jspecify.annotations.Nullable;

/** A key that was found, kept. */
record FoundKey(
        Bytes key,
        long modifiedRevision,
        int modifiedSub,
        long createRevision,
        long version,
        @Nullable Bytes pair) implements KeyState {

    static FoundKey of(KeyState state) {
        return new FoundKey(
                state.key(),
                state.modifiedRevision(),
                state.modifiedSub(),
                state.createRevision(),
                state.version(),
                state.pair());
    }

    static FoundKey of(IndexEntry entry) {
        return new FoundKey(
                entry.key(),
                entry.modifiedRevision(),
                entry.modifiedSub(),
                entry.createRevision(),
                entry.version(),
                null);
    }
}
