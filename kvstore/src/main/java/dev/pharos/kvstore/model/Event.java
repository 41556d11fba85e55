package dev.pharos.kvstore.model;

import dev.pharos.wire.value.Bytes;

/**
 * One change of one key. The pair of a delete has only the key and, as modRevision, the revision of the
 * delete.
 *
 * @param revision the store's revision that this change is part of
 * @param sub the place among the changes of that revision, from 0
 * @param previous where the key's state before this change stands in the history
 */
public record Event(Kind kind, long revision, int sub, KeyValue kv, Place previous) {
    /** What happened to the key. */
    public enum Kind {
        PUT,
        DELETE
    }

    /** Where a change stands in the history; revision 0 for nowhere. */
    public record Place(long revision, int sub) implements Comparable<Place> {
        public static final Place NONE = new Place(0, 0);

        public boolean exists() {
            return revision != 0;
        }

        @Override
        public int compareTo(Place other) {
            return revision != other.revision
                    ? Long.compare(revision, other.revision)
                    : Integer.compare(sub, other.sub);
        }
    }

    public Bytes key() {
        return kv.key();
    }

    /** Whether the key was absent before this put. */
    public boolean isCreate() {
        return kind == Kind.PUT && kv.createRevision() == kv.modRevision();
    }
}
