package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;

/** Entries to try with. */
final class Entries {
    /** So small that some dozens of keys make a tree of four levels. */
    static final Shape TINY = new Shape(60, 4, 4);

    private Entries() {}

    static IndexEntry live(Bytes key, long revision) {
        return new IndexEntry(key, revision, 0, revision, 1, 100 + revision % 1000);
    }

    static IndexEntry dead(Bytes key, long revision) {
        return IndexEntry.dead(key, revision, 0);
    }
}
