package dev.pharos.kvstore.watch.protocol;

/** What a watch may ask for besides its keys. */
public enum WatchWish {
    /** Leave puts out. */
    NO_PUT,
    /** Leave deletes out. */
    NO_DELETE,
    /** Every event with the pair before it. */
    PREVIOUS,
    /** Tell now and then how far a quiet watch is. */
    PROGRESS,
    /** Answers that are too large may come in pieces. */
    FRAGMENT
}
