package dev.pharos.raft.model;

/**
 * The state after the entry {@code at}, standing in for the log up to there. {@code data} is the whole
 * state of a small state machine; one with its own files keeps the state there and leaves this short.
 */
public record Snapshot(EntryId at, Membership membership, Payload data) {
    public static final Snapshot NONE = new Snapshot(EntryId.ZERO, Membership.EMPTY, Payload.EMPTY);

    public boolean isNone() {
        return at.index() == 0;
    }
}
