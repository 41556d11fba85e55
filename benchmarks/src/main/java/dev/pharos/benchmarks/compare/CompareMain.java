package dev.pharos.benchmarks.compare;

import dev.pharos.benchmarks.load.Options;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole comparison: {@code CompareMain --etcd PATH --pharos "COMMAND" --scale quick|full}. The commands are
 * split at spaces; etcd's own options are added to both.
 */
public final class CompareMain {
    private static final List<String> NAMES =
            List.of("etcd", "pharos", "scale", "leases", "lease-seconds", "work", "only", "servers", "out");
    /** Below the ports that the system gives to connections: one of those would keep a server from starting. */
    private static final int ETCD_PORT = 23790;

    private static final int PHAROS_PORT = 13790;

    private final PrintStream out;
    private final Options options;
    private final Results etcd = new Results();
    private final Results pharos = new Results();

    private CompareMain(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Options options = Options.read(List.of(arguments), NAMES);
        if (arguments.length % 2 == 1 || !options.has("pharos")) {
            out.println("usage: --etcd PROGRAM --pharos \"COMMAND\" [--scale smoke|quick|full] [--work FOLDER]");
            out.println("       [--only load,load] [--servers A|B|ABBA, A is etcd] [--out FILE]");
            out.println("       [--leases NUMBER] [--lease-seconds SECONDS]");
            return;
        }
        new CompareMain(out, options).run();
    }

    private void run() throws IOException, InterruptedException {
        Scale scale = scale();
        Path work = Files.createDirectories(Path.of(options.text("work", "target/compare")));
        ServerKind theirs = new ServerKind("etcd", command(options.text("etcd", "etcd")), ETCD_PORT);
        ServerKind ours = new ServerKind("Pharos", command(options.text("pharos", "")), PHAROS_PORT);
        String order = options.text("servers", scale.equals(Scale.FULL) ? "ABBA" : "AB");
        for (int i = 0; i < order.length(); i++) {
            boolean first = order.charAt(i) == 'A';
            visit(first ? theirs : ours, first ? etcd : pharos, scale, work.resolve("visit-" + i));
        }
        String table = new Report(etcd, pharos).markdown();
        out.println(table);
        if (options.has("out")) {
            Files.writeString(Path.of(options.text("out", "")), table);
        }
    }

    private Scale scale() {
        Scale scale = Scale.parse(options.text("scale", "quick"));
        return scale.withLeases((int) options.number("leases", scale.leases()), (int)
                options.number("lease-seconds", scale.leaseSeconds()));
    }

    private void visit(ServerKind kind, Results results, Scale scale, Path folder) throws InterruptedException {
        List<List<Load>> stores = new ArrayList<>(List.of(Loads.SMALL, Loads.STRESS, Loads.MILLION, Loads.STARTS));
        if (options.has("only")) {
            stores.add(Loads.TEN_MILLION);
        }
        for (int store = 0; store < stores.size(); store++) {
            List<Load> chosen = stores.get(store).stream()
                    .filter(load -> options.chooses("only", load.name()))
                    .toList();
            if (!chosen.isEmpty()) {
                Plan plan = new Plan(scale, chosen, out::println);
                Visit.run(plan, kind, folder.resolve("store-" + store), results);
            }
        }
    }

    private static List<String> command(String text) {
        return List.of(text.trim().split("\\s+"));
    }
}
