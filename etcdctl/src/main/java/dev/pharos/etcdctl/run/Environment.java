package dev.pharos.etcdctl.run;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.UsageError;
import dev.pharos.etcdctl.output.Sink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The variables {@code ETCDCTL_*}, which say what flags do not. */
final class Environment {
    private static final String CALLER = "flags/flag.go";
    private static final String SHADOWED = "conflicting environment variable is shadowed by corresponding"
            + " command-line flag (either unset environment variable or disable flag))";

    private Environment() {}

    /**
     * The line with what the variables say. Those that nobody knows are named on {@code err}.
     *
     * @throws Exit if a flag and its variable are both there
     */
    static Line complete(Line line, Map<String, String> environment, Sink err) {
        Map<String, String> values = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (Flag flag : Globals.FLAGS) {
            String variable = Globals.variable(flag.name());
            String value = environment.getOrDefault(variable, "");
            known.add(variable);
            if (value.isEmpty()) {
                continue;
            }
            if (line.isGiven(flag.name())) {
                err.line(LogLine.of("fatal", CALLER, SHADOWED)
                        .with("environment-variable", variable)
                        .toString());
                throw Exit.silent(ExitCode.ERROR.number());
            }
            try {
                flag.check(value);
                values.put(flag.name(), value);
            } catch (UsageError wrong) {
                // As in the original, a variable that makes no sense counts for nothing; here at least it is said.
                err.line(LogLine.of("warn", CALLER, wrong.text())
                        .with("environment-variable", variable + "=" + value)
                        .toString());
            }
        }
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            if (Globals.isVariable(variable.getKey()) && !known.contains(variable.getKey())) {
                err.line(LogLine.of("warn", CALLER, "unrecognized environment variable")
                        .with("environment-variable", variable.getKey() + "=" + variable.getValue())
                        .toString());
            }
        }
        return line.orElse(values);
    }
}
