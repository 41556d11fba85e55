package dev.pharos.kvstore.config;

import java.util.List;

/** Arguments by the grammar of Go's flag package. */
final class CommandLine {
    private final FlagTable table;
    private final List<String> arguments;
    private final OptionValues values;
    private int next;

    /** The kinds of end that reading arguments can have. */
    enum Ending {
        READ,
        HELP
    }

    CommandLine(FlagTable table, List<String> arguments, OptionValues values) {
        this.table = table;
        this.arguments = arguments;
        this.values = values;
    }

    /** Reads up to the first argument that is no flag; throws {@link BadValue} for a flag that is wrong. */
    Ending read() {
        while (next < arguments.size()) {
            String argument = arguments.get(next);
            if (argument.length() < 2 || argument.charAt(0) != '-') {
                return Ending.READ;
            }
            next++;
            if (argument.equals("--")) {
                return Ending.READ;
            }
            String body = argument.substring(argument.startsWith("--") ? 2 : 1);
            if (body.isEmpty() || body.startsWith("-") || body.startsWith("=")) {
                throw new BadValue("bad flag syntax: " + argument);
            }
            if (readFlag(body) == Ending.HELP) {
                return Ending.HELP;
            }
        }
        return Ending.READ;
    }

    /** What was left when reading ended. */
    List<String> rest() {
        return arguments.subList(next, arguments.size());
    }

    private Ending readFlag(String body) {
        int equals = body.indexOf('=');
        String name = equals < 0 ? body : body.substring(0, equals);
        Kind kind = table.kind(name).orElse(null);
        if (kind == null) {
            if (name.equals("h") || name.equals("help")) {
                return Ending.HELP;
            }
            throw new BadValue("flag provided but not defined: -" + name);
        }
        if (equals >= 0) {
            give(name, kind, body.substring(equals + 1));
        } else if (kind.isBoolean()) {
            give(name, kind, "true");
        } else if (next < arguments.size()) {
            give(name, kind, arguments.get(next++));
        } else {
            throw new BadValue("flag needs an argument: -" + name);
        }
        return Ending.READ;
    }

    private void give(String name, Kind kind, String value) {
        try {
            values.give(name, value);
        } catch (BadValue e) {
            String what = kind == Kind.BOOL ? " for -" : " for flag -";
            String problem = kind == Kind.BOOL ? "invalid boolean value " : "invalid value ";
            throw new BadValue(problem + GoText.quote(value) + what + name + ": " + e.text());
        }
    }
}
