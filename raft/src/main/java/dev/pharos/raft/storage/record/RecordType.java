package dev.pharos.raft.storage.record;

/** What a record holds, with its number in the format. */
public enum RecordType {
    METADATA(1),
    ENTRY(2),
    HARD_STATE(3),
    /** No data: its crc carries the running checksum over from the segment before. */
    CRC(4),
    MARKER(5);

    /** The largest number that any record of the format has. */
    static final int MAX_NUMBER = 5;

    private static final RecordType[] IN_ORDER = values();

    private final int number;

    RecordType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static RecordType numbered(int number) {
        return IN_ORDER[number - 1];
    }
}
