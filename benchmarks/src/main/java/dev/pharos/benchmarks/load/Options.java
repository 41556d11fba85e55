package dev.pharos.benchmarks.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What follows {@code --name} on a command line, each once. */
public final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads names and values by turns; a last name without a value is left out.
     *
     * @throws IllegalArgumentException if a name is none of those
     */
    public static Options read(List<String> words, List<String> names) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            String name = words.get(i).replaceFirst("^--", "");
            if (!names.contains(name)) {
                throw new IllegalArgumentException("no option is called " + words.get(i) + "; there are " + names);
            }
            values.put(name, words.get(i + 1));
        }
        return new Options(values);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    public long number(String name, long otherwise) {
        return has(name) ? Long.parseLong(text(name, "")) : otherwise;
    }

    /** Whether a list of names with commas between, if it was given, has this one. */
    public boolean chooses(String name, String one) {
        return !has(name) || List.of(text(name, "").split(",")).contains(one);
    }
}
