package dev.pharos.kvstore.config;

import dev.pharos.kvstore.logging.LogField;
import dev.pharos.kvstore.logging.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Options from the environment: {@code ETCD_NAME}, or {@code PHAROS_NAME}, which counts more. */
final class Variables {
    private static final String ETCD = "ETCD_";
    private static final String PHAROS = "PHAROS_";

    /** Variables with one of the prefixes that are no options: of the launcher, the platform check, failpoints. */
    private static final Set<String> OTHERS = Set.of(
            "PHAROS_FAILPOINTS",
            "PHAROS_HEAP",
            "PHAROS_HOME",
            "PHAROS_JAVA_OPTS",
            "ETCD_UNSUPPORTED_ARCH",
            "ETCD_VERSION",
            "PHAROS_VERSION");

    private final FlagTable table;
    private final Map<String, String> environment;
    private final Notices notices;

    Variables(FlagTable table, Map<String, String> environment, Notices notices) {
        this.table = table;
        this.environment = new TreeMap<>(environment);
        this.notices = notices;
    }

    /** The value that an option has in the environment, empty for none. */
    String value(String flag) {
        String suffix = Flag.variable(flag);
        String own = environment.getOrDefault(PHAROS + suffix, "");
        return own.isEmpty() ? environment.getOrDefault(ETCD + suffix, "") : own;
    }

    /** Gives every option that the environment has. */
    void read(OptionValues values) {
        warnOfVersion();
        List<String> known = new ArrayList<>(OTHERS);
        Set<String> onCommandLine = Set.copyOf(values.given().keySet());
        for (String flag : table.names()) {
            String suffix = Flag.variable(flag);
            known.add(ETCD + suffix);
            known.add(PHAROS + suffix);
            if (!value(flag).isEmpty() && !OTHERS.contains(ETCD + suffix)) {
                readOne(flag, values, onCommandLine);
            }
        }
        warnOfUnknown(known);
    }

    private void readOne(String flag, OptionValues values, Set<String> onCommandLine) {
        String suffix = Flag.variable(flag);
        boolean isOwn = !environment.getOrDefault(PHAROS + suffix, "").isEmpty();
        boolean isBoth = isOwn && !environment.getOrDefault(ETCD + suffix, "").isEmpty();
        String name = (isOwn ? PHAROS : ETCD) + suffix;
        if (onCommandLine.contains(flag)) {
            notices.add(
                    LogLevel.FATAL,
                    "conflicting environment variable is shadowed by corresponding command-line flag"
                            + " (either unset environment variable or disable flag))",
                    new LogField("environment-variable", name));
            throw new Refusal(new ConfigResult.Failure(1, "", notices.list()));
        }
        if (isBoth) {
            notices.warn(
                    "environment variable is overridden by another one",
                    new LogField("variable-name", ETCD + suffix),
                    new LogField("overridden-by", name));
        }
        String value = value(flag);
        try {
            values.give(flag, value);
        } catch (BadValue e) {
            throw new BadValue("invalid value " + GoText.quote(value) + " for " + name + ": " + e.text());
        }
        notices.info(
                "recognized and used environment variable",
                new LogField("variable-name", name),
                new LogField("variable-value", flag.endsWith("-password") ? "(hidden)" : value));
    }

    private void warnOfVersion() {
        String version = environment.getOrDefault("ETCD_VERSION", "");
        if (!version.isEmpty()) {
            notices.warn(
                    "cannot set special environment variable",
                    new LogField("key", "ETCD_VERSION"),
                    new LogField("value", version));
        }
    }

    private void warnOfUnknown(List<String> known) {
        Set<String> names = Set.copyOf(known);
        environment.forEach((name, value) -> {
            boolean isOurs = name.startsWith(ETCD) || name.startsWith(PHAROS);
            if (isOurs && !names.contains(name)) {
                notices.warn(
                        "unrecognized environment variable", new LogField("environment-variable", name + "=" + value));
            }
        });
    }
}
