package dev.pharos.etcdctl.offline.cli;

import dev.pharos.etcdctl.text.EditDistance;
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
        return name.startsWith(word) || EditDistance.between(word, name) <= FARTHEST;
    }
}
