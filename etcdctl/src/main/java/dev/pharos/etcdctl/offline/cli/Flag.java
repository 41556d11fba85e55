package dev.pharos.etcdctl.offline.cli;

import java.util.Optional;

/**
 * An option of a command.
 *
 * @param shorthand its one letter, or empty
 * @param defaultValue what counts where it is not given
 */
public record Flag(String name, String shorthand, Kind kind, String defaultValue, String description) {
    /** What its value is. */
    public enum Kind {
        TEXT("string", ""),
        /** Of 64 bits, with a sign. */
        NUMBER("int", "0"),
        /** Of 64 bits, without a sign. */
        SIZE("uint", "0"),
        SWITCH("", "false");

        private final String label;
        private final String zero;

        Kind(String label, String zero) {
            this.label = label;
            this.zero = zero;
        }
    }

    public static Flag text(String name, String defaultValue, String description) {
        return new Flag(name, "", Kind.TEXT, defaultValue, description);
    }

    public static Flag number(String name, String description) {
        return new Flag(name, "", Kind.NUMBER, Kind.NUMBER.zero, description);
    }

    public static Flag size(String name, long defaultValue, String description) {
        return new Flag(name, "", Kind.SIZE, Long.toUnsignedString(defaultValue), description);
    }

    public static Flag toggle(String name, String description) {
        return new Flag(name, "", Kind.SWITCH, Kind.SWITCH.zero, description);
    }

    public Flag or(String letter) {
        return new Flag(name, letter, kind, defaultValue, description);
    }

    /** With the kind of its value. */
    String signature() {
        String letter = shorthand.isEmpty() ? "    " : "-" + shorthand + ", ";
        return letter + "--" + name + (kind.label.isEmpty() ? "" : " " + kind.label);
    }

    /** The default, as the help shows it; empty where there is nothing to show. */
    Optional<String> shownDefault() {
        if (defaultValue.equals(kind.zero)) {
            return Optional.empty();
        }
        return Optional.of(kind == Kind.TEXT ? '"' + defaultValue + '"' : defaultValue);
    }
}
