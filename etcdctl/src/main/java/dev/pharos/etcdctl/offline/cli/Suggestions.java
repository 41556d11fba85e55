package dev.pharos.etcdctl.offline.cli;

import java.util.List;
import java.util.Locale;

/** Commands that may have been meant. */
final class Suggestions {
    private static final int FARTHEST = 2;

    private Suggestions() {}

    /** What is said of them, behind the complaint; empty if there are none. */
    static String text(String word, Command group) {
        List<String> similar = group.members().stream()
                .map(member -> member.definition().name())
                .filter(name -> isSimilar(word.toLowerCase(Locale.ROOT), name))
                .sorted()
                .toList();
        return similar.isEmpty() ? "" : "\n\nDid you mean this?\n\t" + String.join("\n\t", similar) + "\n";
    }

    private static boolean isSimilar(String word, String name) {
        return name.startsWith(word) || distance(word, name) <= FARTHEST;
    }

    /** How many letters have to be put in, taken out or changed. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
