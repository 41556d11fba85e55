package dev.pharos.kvstore.state;

/** What was just done to install a snapshot. */
public enum InstallStep {
    /** The new store is complete, under a name that does not count. */
    FILLED,
    /** Every start takes the new store from now on. */
    IN_PLACE,
    /** It is open, and nobody sees it yet. */
    OPENED,
    /** Everybody sees it. */
    PUBLISHED,
    /** The database that it was filled from is gone. */
    CLEARED
}
