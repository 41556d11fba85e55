package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;

/** Entries to try with. */
final class Entries {
    /** So small that some dozens of keys make a tree of four levels. */
    static final Shape TINY = new Shape(60, 4, 4);

    private Entries() {}

    static IndexEntry live(Bytes key, long revision) {
        return new IndexEntry(key, revision, 0, revision, 1);
    }

    static IndexEntry dead(Bytes key, long revision) {
        return new IndexEntry(key, revision, 0, 0, 0);
    }

    static void put(IndexEditor editor, IndexEntry entry) {
        editor.put(entry.key(), entry.modifiedRevision(), entry.modifiedSub(), entry.createRevision(), entry.version());
    }

    static void add(IndexLoader loader, IndexEntry entry) {
        loader.add(entry.key(), entry.modifiedRevision(), entry.modifiedSub(), entry.createRevision(), entry.version());
    }
}
