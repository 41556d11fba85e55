package dev.pharos.benchmarks.cluster;

import dev.pharos.benchmarks.load.LoadFailure;
import dev.pharos.benchmarks.load.Options;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    private final Options options;
    private final Table table = new Table();

    private ClusterMain(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Options options = Options.read(List.of(arguments), NAMES);
        if (arguments.length % 2 == 1 || !options.has("pharos")) {
            throw new IllegalArgumentException("usage: --etcd PATH --pharos COMMAND [--option value]...: " + NAMES);
        }
        new ClusterMain(out, options).run();
    }

    private void run() throws IOException, InterruptedException {
        Path work = Files.createDirectories(Path.of(options.text("work", "target/cluster")));
        String order = options.text("servers", "AB");
        for (int visit = 0; visit < order.length(); visit++) {
            boolean theirs = order.charAt(visit) == 'A';
            String name = theirs ? "etcd" : "Pharos";
            out.println(name);
            List<String> program =
                    List.of(options.text(theirs ? "etcd" : "pharos", "etcd").split(" "));
            visit(name, program, work.resolve("visit-" + visit), FIRST_PORT + PORTS * visit);
        }
        out.println(table.markdown());
        if (options.has("out")) {
            Files.writeString(Path.of(options.text("out", "")), table.markdown());
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
        if (!options.chooses("only", load)) {
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
        return (int) options.number(name, unlessGiven);
    }
}
