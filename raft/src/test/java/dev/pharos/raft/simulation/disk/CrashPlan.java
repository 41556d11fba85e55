package dev.pharos.raft.simulation.disk;

/** Decides what a crash leaves of everything that was not synced. Asked in a fixed order. */
public interface CrashPlan {
    SectorFate sector(String file, int sector);

    /** The size of a file that had {@code durable} bytes at the last sync and {@code current} now; anything between. */
    long size(String file, long durable, long current);

    boolean keepsDirectoryOperation(String operation);
}
