package dev.pharos.kvstore.metrics;

/** How much is measured: the option {@code --metrics}. */
public enum Detail {
    BASIC,
    /** Also how long calls take, by method. */
    EXTENSIVE
}
