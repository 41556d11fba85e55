package dev.pharos.etcdctl.offline.terminal;

import dev.pharos.etcdctl.offline.text.Quoted;
import java.io.PrintStream;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What the tool says of its work: a line for each step, in columns, on standard error. */
public final class ToolLog {
    private final PrintStream out;
    private final Clock clock;

    public ToolLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** What stands behind a message, in this order: numbers as they are, lists, all else as text. */
    public static final class Fields {
        private final Map<String, Object> values = new LinkedHashMap<>();

        public Fields with(String name, Object value) {
            values.put(name, value);
            return this;
        }

        private String json() {
            StringJoiner all = new StringJoiner(", ", "{", "}");
            values.forEach((name, value) -> all.add(Quoted.json(name) + ": " + json(value)));
            return values.isEmpty() ? "" : "\t" + all;
        }

        private static String json(Object value) {
            if (value instanceof Number || value instanceof Boolean) {
                return value.toString();
            }
            return value instanceof List<?> list
                    ? "[" + String.join(", ", list.stream().map(Fields::json).toList()) + "]"
                    : Quoted.json(value.toString());
        }
    }

    public void info(String place, String message, Fields fields) {
        line("info", place, message, fields);
    }

    public void warn(String place, String message, Fields fields) {
        line("warn", place, message, fields);
    }

    public void error(String place, String message, Fields fields) {
        line("error", place, message, fields);
    }

    private void line(String level, String place, String message, Fields fields) {
        String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                clock.instant().truncatedTo(ChronoUnit.SECONDS).atZone(clock.getZone()));
        out.print(time + '\t' + level + '\t' + place + '\t' + message + fields.json() + '\n');
        out.flush();
    }
}
