package dev.pharos.raft.replication;

/** How a leader sends to one member. */
public enum ProgressMode {
    /** Where the logs meet is not known: one append at a time, until one is answered. */
    PROBE,
    /** The logs meet: appends are sent ahead of their answers. */
    REPLICATE,
    /** A snapshot is under way: nothing else is sent. */
    SNAPSHOT
}
