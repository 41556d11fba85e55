package dev.pharos.kvstore.differential;

/**
 * Where a real etcd may legitimately answer otherwise than the contract, which follows 3.6. What stands here
 * is not sent, or not compared.
 */
enum Difference {
    /** 3.5 and older accept an unknown order, and an unknown target stops the process. */
    SORT_ENUMS_ARE_CHECKED(Since.V3_6),
    /** 3.7 answers keys alone from the index and leaves the lease out. */
    LEASE_WITH_KEYS_ONLY(Since.NEVER),
    /** Patch releases of all lines brought the refusal; before them the watch begins at the present. */
    NEGATIVE_WATCH_REVISION(Since.V3_6),
    /**
     * 3.6 says which revision was hashed, and -1 for a compaction that never was; it remembers the hashes of
     * compactions, and counts other records once something was compacted.
     */
    HASHES(Since.V3_6),
    /** Later ones count the puts of nested transactions too when there is no space left. */
    NESTED_PUTS_NEED_SPACE(Since.V3_6),
    /** Older ones answer about alarms without a header. */
    HEADER_OF_ALARMS(Since.V3_6),
    /** Older ones raise an alarm of no kind as well. */
    NO_KIND_OF_ALARM(Since.V3_6),
    /** Older ones check all puts of a transaction before all its ranges, so another error may be the first. */
    ORDER_OF_CHECKS(Since.V3_6),
    /** Before 3.4.34 and 3.5.16 compaction takes a deletion at its own revision, and watches miss it. */
    DELETION_AT_COMPACT_REVISION(Since.V3_6),
    /** In Go the order of equal elements depends on how many there are. */
    ORDER_OF_TIES(Since.NEVER);

    /** When etcd came to answer as the contract says. */
    private enum Since {
        V3_6,
        NEVER
    }

    private final Since since;

    Difference(Since since) {
        this.since = since;
    }

    boolean concerns(String version) {
        return since == Since.NEVER || isBefore36(version);
    }

    private static boolean isBefore36(String version) {
        String[] parts = version.split("\\.", -1);
        return Integer.parseInt(parts[0]) == 3 && Integer.parseInt(parts[1]) < 6;
    }
}
