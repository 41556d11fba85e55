package dev.pharos.raft.simulation;

import java.util.ArrayDeque;

/** A running hash of everything that happens, and the last of it in words for a failed run. */
final class Trace {
    private static final int KEPT_LINES = 4000;

    private final boolean verbose;
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long hash = 0x9E3779B97F4A7C15L;

    Trace(boolean verbose) {
        this.verbose = verbose;
    }

    void mix(long value) {
        hash = Long.rotateLeft(hash ^ value * 0xBF58476D1CE4E5B9L, 27) * 0x94D049BB133111EBL;
    }

    boolean isVerbose() {
        return verbose;
    }

    void line(long now, String text) {
        if (verbose) {
            lines.addLast(now + " " + text);
            if (lines.size() > KEPT_LINES) {
                lines.removeFirst();
            }
        }
    }

    long hash() {
        return hash;
    }

    String text() {
        return String.join("\n", lines);
    }
}
