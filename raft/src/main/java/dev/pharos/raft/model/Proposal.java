package dev.pharos.raft.model;

/** What a client wants in the log: an entry that has no place yet. */
public record Proposal(EntryType type, Payload data) {
    public static Proposal command(Payload data) {
        return new Proposal(EntryType.NORMAL, data);
    }

    /** What it counts for against the limit on uncommitted bytes, which like etcd's knows payloads only. */
    public int sizeBytes() {
        return data.size();
    }
}
