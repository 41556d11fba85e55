package dev.pharos.kvstore.config;

import dev.pharos.kvstore.logging.LogFormat;
import dev.pharos.kvstore.logging.LogLevel;
import dev.pharos.kvstore.logging.LogOptions;
import dev.pharos.kvstore.logging.LogRotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The options of the log from their flags; every method throws {@link BadValue}. */
final class LogFlags {
    private static final int DEFAULT_MEGABYTES = 100;

    private LogFlags() {}

    static LogOptions read(OptionValues values) {
        String logger = values.text("logger");
        if (!logger.equals("zap")) {
            throw new BadValue("unknown logger option " + GoText.quote(logger));
        }
        List<String> outputs = values.names("log-outputs");
        if (outputs.isEmpty()) {
            outputs = List.of("default");
        }
        if (outputs.size() > 1 && outputs.contains("default")) {
            throw new BadValue("multi logoutput for \"default\" is not supported yet");
        }
        Optional<LogRotation> rotation =
                values.isOn("enable-log-rotation") ? Optional.of(rotation(values, outputs)) : Optional.empty();
        String level = values.text("log-level");
        return new LogOptions(
                LogLevel.named(level).orElseThrow(() -> new BadValue("unrecognized level: " + GoText.quote(level))),
                format(values.text("log-format")),
                outputs,
                rotation);
    }

    private static LogFormat format(String text) {
        return switch (text) {
            case "json" -> LogFormat.JSON;
            case "console" -> LogFormat.CONSOLE;
            default -> throw new BadValue("unknown log format: " + text + ", supported values json, console");
        };
    }

    private static LogRotation rotation(OptionValues values, List<String> outputs) {
        if (outputs.stream().filter(output -> !LogOptions.isStream(output)).count() != 1) {
            throw new BadValue("--log-outputs requires a single file path when --log-rotate-config-json is defined");
        }
        Map<?, ?> settings = settings(values.text("log-rotation-config-json"));
        int megabytes = number(settings, "maxsize");
        return new LogRotation(
                megabytes == 0 ? DEFAULT_MEGABYTES : megabytes,
                number(settings, "maxage"),
                number(settings, "maxbackups"),
                Boolean.TRUE.equals(settings.get("localtime")));
    }

    /** Whether rotated files are to be compressed, which they never are. */
    static boolean asksForCompression(OptionValues values) {
        return values.isOn("enable-log-rotation")
                && Boolean.TRUE.equals(
                        settings(values.text("log-rotation-config-json")).get("compress"));
    }

    private static Map<?, ?> settings(String json) {
        try {
            // What is JSON is YAML as well.
            Object loaded = new Load(LoadSettings.builder().build()).loadFromString(json);
            if (loaded instanceof Map<?, ?> settings) {
                return settings;
            }
        } catch (YamlEngineException e) {
            throw new BadValue("improperly formatted log rotation config: " + firstLine(e));
        }
        throw new BadValue("invalid log rotation config: " + GoText.quote(json));
    }

    private static String firstLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static int number(Map<?, ?> settings, String key) {
        Object value = settings.get(key);
        if (value == null) {
            return 0;
        }
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        throw new BadValue("invalid log rotation config: " + key + " must be a number, not " + value);
    }
}
