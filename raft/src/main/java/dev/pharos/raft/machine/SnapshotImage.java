package dev.pharos.raft.machine;

import dev.pharos.raft.model.Payload;

/** A frozen state. */
public interface SnapshotImage {
    /**
     * Makes the frozen state durable where the machine keeps files of its own, and answers what goes
     * into the library's snapshot file. Slow work belongs here: it runs beside the apply thread.
     */
    Payload save();
}
