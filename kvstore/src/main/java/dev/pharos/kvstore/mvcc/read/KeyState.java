package dev.pharos.kvstore.mvcc.read;

import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.wire.value.Bytes;
import org.jspecify.annotations.Nullable;

/** A live key at some revision, and where its pair stands. */
interface KeyState {
    Bytes key();

    long modifiedRevision();

    int modifiedSub();

    long createRevision();

    long version();

    /** The encoded pair, if it had to be read to know all this. */
    @Nullable
    Bytes pair();

    /** As far as the index knows it (rule 2.9). */
    default KeyValue withoutPair() {
        return KeyValue.of(key(), Bytes.EMPTY, new Facts(createRevision(), modifiedRevision(), version(), 0));
    }
}
