package dev.pharos.raft.scenario.command;

import dev.pharos.raft.scenario.stage.ScenarioFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words behind a command's name: plain ones by position, {@code name=value} ones by name. */
public final class Arguments {
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    public Arguments(List<String> all) {
        for (String word : all) {
            int sign = word.indexOf('=');
            if (sign > 0) {
                options.put(word.substring(0, sign), word.substring(sign + 1));
            } else {
                words.add(word);
            }
        }
    }

    boolean has(String word) {
        return words.contains(word);
    }

    List<String> words() {
        return List.copyOf(words);
    }

    /** The words from a position on. */
    List<String> from(int position) {
        return List.copyOf(words.subList(Math.min(position, words.size()), words.size()));
    }

    String word(int position) {
        if (position >= words.size()) {
            throw new ScenarioFault("too few words");
        }
        return words.get(position);
    }

    long number(int position) {
        return Long.parseLong(word(position));
    }

    int count(int position, int otherwise) {
        return position < words.size() ? Integer.parseInt(words.get(position)) : otherwise;
    }

    Optional<String> option(String name) {
        asked.add(name);
        return Optional.ofNullable(options.get(name));
    }

    long option(String name, long otherwise) {
        return option(name).map(Long::valueOf).orElse(otherwise);
    }

    /** Numbers with commas between them; none if the option is missing. */
    long[] numbers(String name) {
        return option(name).map(Arguments::numbersIn).orElse(new long[0]);
    }

    private static long[] numbersIn(String list) {
        String[] parts = list.split(",", -1);
        long[] numbers = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Long.parseLong(parts[i]);
        }
        return numbers;
    }

    /** A misspelt option would otherwise do nothing, silently. */
    public void refuseUnknownOptions() {
        for (String name : options.keySet()) {
            if (!asked.contains(name)) {
                throw new ScenarioFault("no such option: " + name);
            }
        }
    }
}
