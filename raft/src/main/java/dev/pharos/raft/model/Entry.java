package dev.pharos.raft.model;

/** One entry of the replicated log. */
public record Entry(EntryType type, long term, long index, Payload data) {
    private static final int OVERHEAD_BYTES = 24;

    public EntryId id() {
        return new EntryId(term, index);
    }

    /** What the entry counts for against byte limits: its payload and a flat share for the rest. */
    public int sizeBytes() {
        return data.size() + OVERHEAD_BYTES;
    }

    public boolean changesMembership() {
        return type != EntryType.NORMAL;
    }

    @Override
    public String toString() {
        String kind = changesMembership() ? " " + type : "";
        return term + "/" + index + kind + (data.isEmpty() ? "" : " " + data);
    }
}
