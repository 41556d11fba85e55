package dev.pharos.kvstore.chaos;

import java.util.HashSet;
import java.util.Set;

/** How far the store of one data folder may be compacted, and must be. Any thread. */
final class Compactions {
    private final Set<Long> possible = new HashSet<>(Set.of(-1L));
    private long acknowledged = -1;

    synchronized void asking(long revision) {
        possible.add(revision);
    }

    synchronized void acknowledge(long revision) {
        acknowledged = Math.max(acknowledged, revision);
    }

    /** The compact revision as the server tells it: -1 for never. */
    synchronized boolean mayBe(long revision) {
        return possible.contains(revision) && revision >= acknowledged;
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    synchronized long highestPossible() {
        return possible.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    /** What the server has told cannot be undone. */
    synchronized void confirm(long revision) {
        acknowledge(revision);
        possible.removeIf(one -> one < revision);
        possible.add(revision);
    }
}
