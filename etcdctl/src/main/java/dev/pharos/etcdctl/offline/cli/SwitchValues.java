package dev.pharos.etcdctl.offline.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Flags that stand by themselves may have a value all the same, behind an equals sign and nowhere else. The library
 * that takes lines apart knows them without one, so the values are taken out of the line before.
 *
 * @param line without the values
 * @param values by the names of the flags; the last one counts
 */
record SwitchValues(List<String> line, Map<String, String> values) {
    private static final String DASHES = "--";

    static SwitchValues in(List<String> words, Predicate<String> isSwitch) {
        List<String> line = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        boolean mayBeFlags = true;
        for (String word : words) {
            mayBeFlags &= !word.equals(DASHES);
            int equals = word.indexOf('=');
            String name = word.startsWith(DASHES) && equals > 0 ? word.substring(DASHES.length(), equals) : "";
            if (mayBeFlags && isSwitch.test(name)) {
                line.add(DASHES + name);
                values.put(name, word.substring(equals + 1));
            } else {
                line.add(word);
                values.remove(word.startsWith(DASHES) ? word.substring(DASHES.length()) : "");
            }
        }
        return new SwitchValues(line, values);
    }
}
