package dev.pharos.benchmarks.cluster;

import dev.pharos.benchmarks.load.LoadFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Three members of each: {@code ClusterMain --etcd PATH --pharos "COMMAND" --servers ABBA}. The commands are split at
 * spaces; etcd's own options are added to both.
 */
public final class ClusterMain {
    private static final List<String> NAMES =
            List.of("etcd", "pharos", "seconds", "entries", "megabytes", "failovers", "work", "only", "servers", "out");

    /** Below the ports that the system gives to connections. */
    private static final int FIRST_PORT = 13_800;

    private static final int PORTS = 6;

    private final PrintStream out;
    private final Map<String, String> options;
    private final Table table = new Table();

    private ClusterMain(PrintStream out, Map<String, String> options) {
        this.out = out;
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String name = arguments[i].replaceFirst("^--", "");
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("no option is called " + arguments[i] + "; there are " + NAMES);
            }
            options.put(name, arguments[i + 1]);
        }
        if (arguments.length % 2 == 1 || !options.containsKey("pharos")) {
            throw new IllegalArgumentException("usage: --etcd PATH --pharos COMMAND [--option value]...: " + NAMES);
        }
        new ClusterMain(out, options).run();
    }

    private void run() throws IOException, InterruptedException {
        Path work = Files.createDirectories(Path.of(option("work", "target/cluster")));
        String order = option("servers", "AB");
        for (int visit = 0; visit < order.length(); visit++) {
            boolean theirs = order.charAt(visit) == 'A';
            String name = theirs ? "etcd" : "Pharos";
            out.println(name);
            List<String> program =
                    List.of(option(theirs ? "etcd" : "pharos", "etcd").split(" "));
            visit(name, program, work.resolve("visit-" + visit), FIRST_PORT + PORTS * visit);
        }
        out.println(table.markdown());
        if (options.containsKey("out")) {
            Files.writeString(Path.of(option("out", "")), table.markdown());
        }
    }

    private void visit(String name, List<String> program, Path folder, int port) throws InterruptedException {
        try (Trio trio = new Trio(folder, program, port)) {
            var recorder = new ClusterLoads.Recorder((row, value) -> table.add(row, name, value), out::println);
            ClusterLoads loads = new ClusterLoads(trio, number("seconds", 5), recorder);
            loads.warmUp();
            step("put", loads::put);
            step("put-one", loads::putOne);
            step("get", loads::get);
            for (int i = 0; i < number("failovers", 5); i++) {
                step("failover", loads::failover);
            }
            step("catch-up", () -> loads.catchUp(number("entries", 1_000_000)));
            step("snapshot", () -> loads.catchUpBySnapshot(number("megabytes", 1_000)));
        }
    }

    /** One that fails is told, and the next one is run. */
    private void step(String load, Step step) throws InterruptedException {
        if (options.containsKey("only")
                && !List.of(option("only", "").split(",")).contains(load)) {
            return;
        }
        try {
            step.run();
        } catch (LoadFailure failure) {
            out.println("  " + load + " failed: " + failure.getMessage());
        }
    }

    /** A load that may be interrupted. */
    private interface Step {
        void run() throws InterruptedException;
    }

    private int number(String name, int unlessGiven) {
        return Integer.parseInt(option(name, Integer.toString(unlessGiven)));
    }

    private String option(String name, String unlessGiven) {
        return options.getOrDefault(name, unlessGiven);
    }
}
