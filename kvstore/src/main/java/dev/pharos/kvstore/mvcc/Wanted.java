package dev.pharos.kvstore.mvcc;

/** How much of what is deleted is of interest. */
public enum Wanted {
    KEYS,
    PAIRS
}
