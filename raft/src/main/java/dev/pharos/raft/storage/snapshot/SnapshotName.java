package dev.pharos.raft.storage.snapshot;

import dev.pharos.raft.model.EntryId;
import java.util.Optional;

/** File names of snapshots: term, then index, so that they sort by age. */
final class SnapshotName {
    private static final String SUFFIX = ".snap";
    private static final int DIGITS = 16;
    private static final int LENGTH = DIGITS + 1 + DIGITS + SUFFIX.length();

    private SnapshotName() {}

    static String of(EntryId at) {
        return String.format("%016x-%016x%s", at.term(), at.index(), SUFFIX);
    }

    /** Empty when a file of this name is no snapshot. */
    static Optional<EntryId> parse(String name) {
        if (name.length() != LENGTH || name.charAt(DIGITS) != '-' || !name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EntryId(
                    Long.parseUnsignedLong(name, 0, DIGITS, 16),
                    Long.parseUnsignedLong(name, DIGITS + 1, DIGITS + 1 + DIGITS, 16)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
