package dev.pharos.kvstore.differential;

import java.util.HashSet;
import java.util.Set;

/** What the test has learnt from the answers, so that it can ask for revisions that matter. */
final class Known {
    private final Set<Long> compactions = new HashSet<>();
    private long revision = 1;
    private long compactRevision;

    long revision() {
        return revision;
    }

    long compactRevision() {
        return compactRevision;
    }

    boolean hasBeenCompacted(long hashed) {
        return compactions.contains(hashed);
    }

    boolean hasCompacted() {
        return !compactions.isEmpty();
    }

    void sawRevision(long seen) {
        revision = Math.max(revision, seen);
    }

    void compacted(long target) {
        compactRevision = target;
        compactions.add(target);
    }
}
