package dev.pharos.kvstore.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was given, as text by the name of the flag, above the defaults. Owned by the thread that reads options. */
final class OptionValues {
    private final FlagTable table;
    private final Map<String, String> given = new LinkedHashMap<>();

    OptionValues(FlagTable table) {
        this.table = table;
    }

    /** Sets a value, or throws {@link BadValue} if it does not fit. The last one wins. */
    void give(String name, String value) {
        kind(name).check(value);
        given.put(name, value);
    }

    /** Sets a value whose type was looked at, and whose content is left to validation. */
    void giveUnchecked(String name, String value) {
        given.put(name, value);
    }

    boolean isGiven(String name) {
        return given.containsKey(name);
    }

    Map<String, String> given() {
        return given;
    }

    String text(String name) {
        @Nullable String value = given.get(name);
        if (value != null) {
            return value;
        }
        return Optional.ofNullable(table.current().get(name)).map(Flag::initial).orElse("");
    }

    boolean isOn(String name) {
        return GoText.parseBoolean(text(name));
    }

    long number(String name) {
        return kind(name).integer(text(name));
    }

    /** The number, of those beyond an int the greatest int. */
    int smallNumber(String name) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(number(name), Integer.MAX_VALUE));
    }

    Duration duration(String name) {
        return GoDuration.parse(text(name));
    }

    /** The duration, or another one where zero stands for it. */
    Duration duration(String name, Duration insteadOfZero) {
        Duration value = duration(name);
        return value.isZero() ? insteadOfZero : value;
    }

    Optional<String> nonEmpty(String name) {
        return Optional.of(text(name)).filter(value -> !value.isEmpty());
    }

    List<ServerUrl> urls(String name) {
        String value = text(name);
        return value.isEmpty() ? List.of() : ServerUrl.list(value);
    }

    List<String> names(String name) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (String each : text(name).split(",", -1)) {
            if (!each.isBlank()) {
                names.add(each.strip());
            }
        }
        return new ArrayList<>(names);
    }

    private Kind kind(String name) {
        return table.kind(name).orElseThrow(() -> new BadValue("flag provided but not defined: -" + name));
    }
}
