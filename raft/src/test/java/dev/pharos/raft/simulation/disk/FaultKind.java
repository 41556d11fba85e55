package dev.pharos.raft.simulation.disk;

/** What a {@link SimDisk} can do to its users. */
public enum FaultKind {
    CRASH,
    SECTOR_LOST,
    SECTOR_TORN,
    SIZE_LOST,
    DIRECTORY_OPERATION_LOST,
    POWER_CUT,
    SYNC_FAILED,
    WRITE_FAILED,
    DISK_FULL,
    BIT_FLIPPED
}
