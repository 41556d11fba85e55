package dev.pharos.etcdctl.run;

import dev.pharos.etcdctl.json.JsonText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A line about what happens beside the answer, in the form in which etcd's programs log. */
public final class LogLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final JsonText json = new JsonText();

    private LogLine() {}

    public static LogLine of(String level, String caller, String message) {
        LogLine line = new LogLine();
        line.json.open('{').name("level").string(level);
        line.json.name("ts").string(TIME.format(Instant.now()));
        line.json.name("caller").string(caller);
        line.json.name("msg").string(message);
        return line;
    }

    public LogLine with(String field, String value) {
        json.name(field).string(value);
        return this;
    }

    @Override
    public String toString() {
        return json + "}";
    }
}
