package dev.pharos.raft.scenario.stage;

import java.util.ArrayList;
import java.util.List;

/** The output of one block, line by line; nothing is kept while it is muted. */
public final class Transcript {
    private final List<String> lines = new ArrayList<>();
    private boolean muted;

    public void line(String text) {
        if (!muted) {
            lines.add(text);
        }
    }

    /** A line about the one before it. */
    void detail(String text) {
        line("  " + text);
    }

    /** Carries out what nobody needs to read. */
    public void mutedWhile(Runnable action) {
        boolean before = muted;
        muted = true;
        action.run();
        muted = before;
    }

    /** What was printed since the last call. */
    public List<String> take() {
        List<String> taken = lines.isEmpty() ? List.of("ok") : List.copyOf(lines);
        lines.clear();
        return taken;
    }
}
