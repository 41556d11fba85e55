package dev.pharos.etcdctl.line;

import dev.pharos.etcdctl.text.GoDuration;
import dev.pharos.etcdctl.text.GoNumbers;

/**
 * An option of a command.
 *
 * @param letter its short name, or a blank
 * @param standard its value when it is not given
 */
public record Flag(String name, char letter, Kind kind, String standard, String summary) {
    /** What a value must look like. */
    public enum Kind {
        TEXT("string"),
        TEXTS("strings"),
        SWITCH(""),
        NUMBER("int"),
        DURATION("duration");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** For help pages. */
        public String word() {
            return word;
        }
    }

    public static final char NO_LETTER = ' ';

    public static Flag text(String name, String standard, String summary) {
        return new Flag(name, NO_LETTER, Kind.TEXT, standard, summary);
    }

    public static Flag number(String name, String standard, String summary) {
        return new Flag(name, NO_LETTER, Kind.NUMBER, standard, summary);
    }

    /** Off unless it is given. */
    public static Flag toggle(String name, String summary) {
        return new Flag(name, NO_LETTER, Kind.SWITCH, "false", summary);
    }

    public static Flag duration(String name, String standard, String summary) {
        return new Flag(name, NO_LETTER, Kind.DURATION, standard, summary);
    }

    public Flag withLetter(char newLetter) {
        return new Flag(name, newLetter, kind, standard, summary);
    }

    /** Whether something must follow it. */
    public boolean takesValue() {
        return kind != Kind.SWITCH;
    }

    /**
     * Looks at a value.
     *
     * @throws UsageError if the flag cannot have it
     */
    public void check(String value) {
        try {
            switch (kind) {
                case NUMBER -> GoNumbers.parseAnyInt(value);
                case SWITCH -> GoNumbers.parseBool(value);
                case DURATION -> GoDuration.parse(value);
                case TEXT, TEXTS -> {}
            }
        } catch (IllegalArgumentException wrong) {
            String shown = letter == NO_LETTER ? "--" + name : "-" + letter + ", --" + name;
            throw new UsageError(
                    "invalid argument \"" + value + "\" for \"" + shown + "\" flag: " + wrong.getMessage(), wrong);
        }
    }
}
