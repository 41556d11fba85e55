package dev.pharos.raft.model;

/** What a client wants in the log: an entry that has no place yet. */
public record Proposal(EntryType type, Payload data) {
    public static Proposal command(Payload data) {
        return new Proposal(EntryType.NORMAL, data);
    }

    public int sizeBytes() {
        return data.size();
    }
}
