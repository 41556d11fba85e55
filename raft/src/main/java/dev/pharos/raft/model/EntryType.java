package dev.pharos.raft.model;

/** What an entry's payload is, numbered as in raftpb. */
public enum EntryType {
    /** A command of the state machine, or nothing: the empty entry of a new leader. */
    NORMAL(0),
    /** A membership change of one step in the older encoding. */
    CHANGE(1),
    /** A membership change of any number of steps. */
    CHANGE_V2(2);

    private static final EntryType[] BY_NUMBER = values();

    private final int number;

    EntryType(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static EntryType numbered(int number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new IllegalArgumentException("unknown entry type " + number);
        }
        return BY_NUMBER[number];
    }
}
