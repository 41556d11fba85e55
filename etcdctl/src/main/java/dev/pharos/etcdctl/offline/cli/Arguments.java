package dev.pharos.etcdctl.offline.cli;

import dev.pharos.etcdctl.offline.cli.Flag.Kind;
import dev.pharos.etcdctl.offline.text.Quoted;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What was given to a command: its arguments, and the values of all flags. */
public final class Arguments {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+");
    private static final BigInteger LONG_END = BigInteger.ONE.shiftLeft(Long.SIZE - 1);
    private static final BigInteger SIZE_END = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final Map<String, Flag> flags = new HashMap<>();
    private final Map<String, String> given;
    private final List<String> positional;

    Arguments(List<Flag> flags, Map<String, String> given, List<String> positional) {
        flags.forEach(flag -> this.flags.put(flag.name(), flag));
        this.given = Map.copyOf(given);
        this.positional = List.copyOf(positional);
    }

    public List<String> positional() {
        return positional;
    }

    public boolean isGiven(String flag) {
        return given.containsKey(flag);
    }

    public String text(String flag) {
        String value = given.get(flag);
        return value == null ? known(flag).defaultValue() : value;
    }

    /** Empty where the flag is not given, or without a value. */
    public Optional<String> textIfAny(String flag) {
        return Optional.of(text(flag)).filter(value -> !value.isEmpty());
    }

    public boolean isOn(String flag) {
        return switch (text(flag)) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            default -> false;
        };
    }

    /** Of 64 bits; a size is to be taken as unsigned. */
    public long number(String flag) {
        return new BigInteger(text(flag)).longValue();
    }

    private Flag known(String name) {
        Flag flag = flags.get(name);
        if (flag == null) {
            throw new IllegalArgumentException("no flag --" + name);
        }
        return flag;
    }

    /** @throws UsageFailure for a value that its flag cannot have */
    void check() {
        given.forEach((name, value) -> {
            Flag flag = known(name);
            String reason = problem(flag.kind(), value);
            if (!reason.isEmpty()) {
                String letter = flag.shorthand().isEmpty() ? "" : "-" + flag.shorthand() + ", ";
                throw new UsageFailure("invalid argument " + Quoted.go(value) + " for \"" + letter + "--" + name
                        + "\" flag: " + reason);
            }
        });
    }

    private static String problem(Kind kind, String value) {
        return switch (kind) {
            case TEXT -> "";
            case NUMBER -> numberProblem("ParseInt", value, LONG_END.negate(), LONG_END);
            case SIZE -> numberProblem("ParseUint", value, BigInteger.ZERO, SIZE_END);
            case SWITCH ->
                switch (value) {
                    case "1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False" -> "";
                    default -> "strconv.ParseBool: parsing " + Quoted.go(value) + ": invalid syntax";
                };
        };
    }

    private static String numberProblem(String parser, String value, BigInteger least, BigInteger end) {
        String wrong = "strconv." + parser + ": parsing " + Quoted.go(value) + ": ";
        boolean hasSign = value.startsWith("-") || value.startsWith("+");
        if (!NUMBER.matcher(value).matches() || (hasSign && least.signum() == 0)) {
            return wrong + "invalid syntax";
        }
        BigInteger number = new BigInteger(value);
        return number.compareTo(least) < 0 || number.compareTo(end) >= 0 ? wrong + "value out of range" : "";
    }
}
