package dev.pharos.kvstore.service;

/** Counts and times what the log does not see. Any thread; must not block. */
public interface OperationCounts {
    /** For those who do not count. */
    OperationCounts NONE = new OperationCounts() {};

    /** A state was looked at for a request. */
    default void ranged() {}

    /** A range was answered, or could not be; how long it took, with the wait for the leader's word. */
    default void rangeRead(long nanos) {}

    default void rangeFailed(long nanos) {}

    default void renewed() {}

    /** A lease was revoked because its time was up. */
    default void expired() {}

    /** As the leader; why not, as members tell each other. */
    default void promoted() {}

    default void notPromoted(String reason) {}

    /** The hash of the whole store, and that of the keys up to a revision. */
    default void hashed(long nanos) {}

    default void hashedRevision(long nanos) {}

    /** The files are being rewritten. */
    default void defragmenting() {}

    default void defragmented(long nanos) {}

    /** A backup has gone out whole. */
    default void snapshotSent(long nanos) {}
}
