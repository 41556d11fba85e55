package dev.pharos.benchmarks.load;

import com.google.protobuf.ByteString;
import dev.pharos.benchmarks.load.Requests.ReadKind;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One load by hand: {@code LoadMain put --endpoint 127.0.0.1:2379 --outstanding 1000 --seconds 10 --pid 4711}. */
public final class LoadMain {
    private static final List<String> NAMES = List.of(
            "endpoint",
            "connections",
            "outstanding",
            "seconds",
            "total",
            "rate",
            "pid",
            "keys",
            "key-bytes",
            "value-bytes",
            "limit");

    private final Options options;

    private LoadMain(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (arguments.length % 2 == 0) {
            out.println("usage: put|get|get-serializable|list|txn|grant|keep-alive [--option value]...");
            out.println("options: " + NAMES);
            return;
        }
        Options options = Options.read(List.of(arguments).subList(1, arguments.length), NAMES);
        out.println(new LoadMain(options).run(arguments[0]));
    }

    private String run(String kind) throws InterruptedException {
        Endpoint endpoint = Endpoint.parse(options.text("endpoint", "127.0.0.1:2379"));
        Traffic traffic = traffic(kind);
        Amount amount = new Amount(
                options.number("total", Long.MAX_VALUE),
                Amount.seconds(options.number("seconds", 10)).atMost());
        long pid = options.number("pid", 0);
        try (Connections connections = new Connections(endpoint, (int) options.number("connections", 100))) {
            double before = pid == 0 ? 0 : ProcessUsage.of(pid).cpuSeconds();
            ThreadUsage threads =
                    ThreadUsage.of(pid == 0 ? ProcessHandle.current().pid() : pid);
            LoadResult result = options.has("rate")
                    ? OpenLoop.run(connections, traffic, (double) options.number("rate", 1000), amount)
                    : ClosedLoop.run(connections, traffic, (int) options.number("outstanding", 1000), amount);
            if (pid == 0) {
                return describe(result);
            }
            List<String> lines = ThreadUsage.of(pid).since(threads, Math.max(1, result.answers()));
            return describe(result) + describe(pid, before, result) + "\n" + String.join("\n", lines);
        }
    }

    private Traffic traffic(String kind) {
        int keyBytes = (int) options.number("key-bytes", 8);
        int valueBytes = (int) options.number("value-bytes", 256);
        long keys = options.number("keys", 100_000);
        ByteString value = Requests.value(valueBytes);
        return switch (kind) {
            case "put" -> Traffic.of(KVGrpc.getPutMethod(), Requests.puts(keys, keyBytes, valueBytes));
            case "get" ->
                Traffic.of(
                        KVGrpc.getRangeMethod(),
                        n -> Requests.get(Requests.key(n % keys, keyBytes), ReadKind.LINEARIZABLE));
            case "get-serializable" ->
                Traffic.of(
                        KVGrpc.getRangeMethod(),
                        n -> Requests.get(Requests.key(n % keys, keyBytes), ReadKind.SERIALIZABLE));
            case "list" ->
                new Traffic(
                        RawMethods.discarding(KVGrpc.getRangeMethod()),
                        n -> Requests.everything()
                                .setLimit(options.number("limit", 0))
                                .build()
                                .toByteArray());
            case "txn" ->
                Traffic.of(KVGrpc.getTxnMethod(), n -> Requests.update(Requests.key(n % keys, keyBytes), value));
            case "grant" -> Traffic.of(LeaseGrpc.getLeaseGrantMethod(), n -> Requests.grant(0, 3600));
            case "keep-alive" -> Traffic.of(LeaseGrpc.getLeaseKeepAliveMethod(), n -> Requests.keepAlive(1));
            default -> throw new IllegalArgumentException("no load is called " + kind);
        };
    }

    private static String describe(LoadResult result) {
        return String.format(
                Locale.ROOT,
                "%d answers, %d failures %s, %.0f/s; us: p50 %.0f, p99 %.0f, p99.9 %.0f, max %.0f",
                result.answers(),
                result.failures(),
                result.firstFailure(),
                result.perSecond(),
                result.micros(0.5),
                result.micros(0.99),
                result.micros(0.999),
                result.latencies().max() / 1e3);
    }

    private static String describe(long pid, double before, LoadResult result) {
        ProcessUsage usage = ProcessUsage.of(pid);
        double micros = (usage.cpuSeconds() - before) * 1e6 / Math.max(1, result.answers());
        return String.format(Locale.ROOT, "; server: %.1f us per request, %.0f MB", micros, usage.residentMegabytes());
    }
}
