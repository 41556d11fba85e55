package dev.pharos.kvstore.metrics.instrument;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The metrics of one server and their text. Threads: any. Metrics are registered while the server is put
 * together, each name once; there is no way to take one out.
 */
public final class Registry {
    private static final Logger LOG = System.getLogger(Registry.class.getName());
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final ConcurrentSkipListMap<String, Family> families = new ConcurrentSkipListMap<>();

    public Counter counter(String name, String help) {
        return single(new Heading(name, help, Type.COUNTER), new Counter());
    }

    public Labelled<Counter> counters(String name, String help, String... labels) {
        return labelled(new Heading(name, help, Type.COUNTER), new Labelled<>(Counter::new, labels));
    }

    public Gauge gauge(String name, String help) {
        return single(new Heading(name, help, Type.GAUGE), new Gauge());
    }

    public Labelled<Gauge> gauges(String name, String help, String... labels) {
        return labelled(new Heading(name, help, Type.GAUGE), new Labelled<>(Gauge::new, labels));
    }

    public Histogram histogram(String name, String help, Buckets buckets) {
        return single(new Heading(name, help, Type.HISTOGRAM), new Histogram(buckets));
    }

    public Labelled<Histogram> histograms(String name, String help, Buckets buckets, String... labels) {
        return labelled(new Heading(name, help, Type.HISTOGRAM), new Labelled<>(() -> new Histogram(buckets), labels));
    }

    /** A counter that something else keeps; nothing is written while it is not known. */
    public void counterFrom(String name, String help, Supplier<OptionalDouble> source) {
        single(new Heading(name, help, Type.COUNTER), new Callback(source));
    }

    /** A gauge that something else keeps; nothing is written while it is not known. */
    public void gaugeFrom(String name, String help, Supplier<OptionalDouble> source) {
        single(new Heading(name, help, Type.GAUGE), new Callback(source));
    }

    /** Everything in Prometheus' text format 0.0.4, by name. Metrics that have no sample yet are left out. */
    public String text() {
        StringBuilder out = new StringBuilder(64 * 1024);
        for (Family family : families.values()) {
            family.write(out);
        }
        return out.toString();
    }

    private <T extends Instrument> T single(Heading heading, T instrument) {
        register(heading, Map.of("", instrument));
        return instrument;
    }

    private <T extends Instrument> Labelled<T> labelled(Heading heading, Labelled<T> labelled) {
        register(heading, labelled.children());
        return labelled;
    }

    private void register(Heading heading, Map<String, ? extends Instrument> children) {
        if (!NAME.matcher(heading.name()).matches()) {
            throw new IllegalArgumentException("not a metric's name: " + heading.name());
        }
        if (families.putIfAbsent(heading.name(), new Family(heading, children)) != null) {
            throw new IllegalArgumentException("there is already a metric " + heading.name());
        }
    }

    private enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private record Heading(String name, String help, Type type) {
        String text() {
            String escaped = help.replace("\\", "\\\\").replace("\n", "\\n");
            String kind = type.name().toLowerCase(Locale.ROOT);
            return "# HELP " + name + " " + escaped + "\n# TYPE " + name + " " + kind + "\n";
        }
    }

    private record Family(Heading heading, Map<String, ? extends Instrument> children) {
        void write(StringBuilder out) {
            int start = out.length();
            out.append(heading.text());
            int empty = out.length();
            children.forEach((labels, instrument) -> write(out, labels, instrument));
            if (out.length() == empty) {
                out.setLength(start);
            }
        }

        private void write(StringBuilder out, String labels, Instrument instrument) {
            int start = out.length();
            try {
                instrument.write(new Series(out, heading.name(), labels));
            } catch (RuntimeException e) {
                // A source of ours is broken or already closed; whoever watches the server needs the others.
                out.setLength(start);
                LOG.log(Level.DEBUG, () -> "no value for " + heading.name(), e);
            }
        }
    }
}
