package dev.pharos.kvstore.server;

import dev.pharos.raft.storage.MemberStorage;

/** Closes the log's storage unless a node has taken it over. One thread. */
final class Custody implements AutoCloseable {
    private final MemberStorage storage;
    private boolean takenOver;

    Custody(MemberStorage storage) {
        this.storage = storage;
    }

    /** Whoever has it now closes it. */
    void end() {
        takenOver = true;
    }

    @Override
    public void close() {
        if (!takenOver) {
            storage.close();
        }
    }
}
