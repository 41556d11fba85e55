package dev.pharos.raft.storage.log;

import java.util.Optional;

/** The file name of a segment: its place in the sequence and the first index it may hold. */
public record SegmentName(long sequence, long firstIndex) {
    private static final String SUFFIX = ".wal";
    private static final int DIGITS = 16;
    private static final int LENGTH = DIGITS + 1 + DIGITS + SUFFIX.length();

    /** Empty when a file of this name is no segment. */
    public static Optional<SegmentName> parse(String name) {
        if (name.length() != LENGTH || name.charAt(DIGITS) != '-' || !name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SegmentName(
                    Long.parseUnsignedLong(name, 0, DIGITS, 16),
                    Long.parseUnsignedLong(name, DIGITS + 1, DIGITS + 1 + DIGITS, 16)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public String fileName() {
        return String.format("%016x-%016x%s", sequence, firstIndex, SUFFIX);
    }

    @Override
    public String toString() {
        return fileName();
    }
}
