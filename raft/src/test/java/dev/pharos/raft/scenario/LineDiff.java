package dev.pharos.raft.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What differs between two lists of lines, along their longest common subsequence. */
final class LineDiff {
    private final List<String> expected;
    private final List<String> actual;
    /** Length of the longest common subsequence of what lies behind each pair of positions. */
    private final int[][] common;

    private LineDiff(List<String> expected, List<String> actual) {
        this.expected = expected;
        this.actual = actual;
        this.common = new int[expected.size() + 1][actual.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = actual.size() - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).equals(actual.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
    }

    /** The lines of both, with a sign in front: minus where only expected, plus where only actual. */
    static List<String> of(List<String> expected, List<String> actual) {
        return Collections.unmodifiableList(new LineDiff(expected, actual).lines());
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < actual.size()) {
            boolean same =
                    i < expected.size() && j < actual.size() && expected.get(i).equals(actual.get(j));
            if (same) {
                lines.add("    " + expected.get(i));
                i++;
                j++;
            } else if (j >= actual.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("  - " + expected.get(i));
                i++;
            } else {
                lines.add("  + " + actual.get(j));
                j++;
            }
        }
        return lines;
    }
}
