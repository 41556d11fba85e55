package dev.pharos.raft.simulation.disk;

/** What a crash makes of a sector that was written and not synced. */
public enum SectorFate {
    KEPT,
    LOST,
    /** The first half is as written, the second as before. */
    FIRST_HALF_KEPT,
    SECOND_HALF_KEPT
}
