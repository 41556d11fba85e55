package dev.pharos.etcdctl.line;

import dev.pharos.etcdctl.text.GoDuration;
import dev.pharos.etcdctl.text.GoNumbers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line, read: the values of its flags and the other words.
 *
 * @param values of the flags that were given, by name
 * @param standards of all flags of the command
 * @param words in order, with those behind {@code --}
 * @param wordsBehindDashes how many of them stand behind {@code --}, or -1 without it
 */
public record Line(
        Map<String, String> values, Map<String, String> standards, List<String> words, int wordsBehindDashes) {
    public Line {
        values = Map.copyOf(values);
        standards = Map.copyOf(standards);
        words = List.copyOf(words);
    }

    public boolean isGiven(String flag) {
        return values.containsKey(flag);
    }

    public String text(String flag) {
        String value = values.get(flag);
        return value != null ? value : standard(flag);
    }

    private String standard(String flag) {
        String standard = standards.get(flag);
        if (standard == null) {
            throw new IllegalStateException("the command has no flag " + flag);
        }
        return standard;
    }

    public boolean is(String flag) {
        return GoNumbers.parseBool(text(flag));
    }

    public long number(String flag) {
        return GoNumbers.parseAnyInt(text(flag));
    }

    public Duration duration(String flag) {
        return GoDuration.parse(text(flag));
    }

    /** The parts of a list with commas. */
    public List<String> texts(String flag) {
        return text(flag).isEmpty() ? List.of() : List.of(text(flag).split(",", -1));
    }

    /** With these values, where none is given on the line itself. */
    public Line orElse(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(others);
        all.putAll(values);
        return new Line(all, standards, words, wordsBehindDashes);
    }
}
