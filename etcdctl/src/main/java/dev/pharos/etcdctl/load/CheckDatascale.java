package dev.pharos.etcdctl.load;

import dev.pharos.client.Client;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.load.Workload.Size;
import dev.pharos.etcdctl.load.Writer.Figures;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.run.ProgressLine;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** Tells how much memory pairs take. */
public final class CheckDatascale implements Command {
    private static final int KEY_BYTES = 512;
    private static final int VALUE_BYTES = 512;
    private static final double MEBIBYTE = 1024 * 1024;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "check datascale",
                "",
                "Tells how much memory of a member a number of pairs takes",
                Workload.flags("/etcdctl-check-datascale/"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        Size size = Workload.named(invocation.line().text("load"));
        Client client = invocation.client();
        Traces traces = new Traces(invocation, client);
        traces.expectNone(UnaryOperator.identity());
        double before = memory(invocation, "before");
        invocation
                .out()
                .line("Start data scale check for work load [" + size.pairs() + " key-value pairs, "
                        + (KEY_BYTES + VALUE_BYTES) + " bytes per key-value, " + size.clients()
                        + " concurrent clients].")
                .flush();
        Figures figures = write(invocation, size, new Writer(invocation, client, size, KEY_BYTES, VALUE_BYTES));
        double after = memory(invocation, "after");
        traces.clear();
        if (!figures.errors().isEmpty()) {
            invocation.out().line("FAIL: too many errors");
            figures.errors().forEach((error, times) -> invocation.out().line("FAIL: ERROR(" + error + ") -> " + times));
            throw Exit.silent(ExitCode.ERROR.number());
        }
        String used = String.format(Locale.ROOT, "%.2f", (after - before) / MEBIBYTE);
        invocation.out().line("PASS: Approximate system memory used : " + used + " MB.");
    }

    private static Figures write(Invocation invocation, Size size, Writer writer) throws InterruptedException {
        ProgressLine progress = new ProgressLine(invocation);
        long start = System.nanoTime();
        for (int i = 0; i < size.pairs(); i++) {
            progress.show(i + " of " + size.pairs() + " pairs");
            writer.write();
        }
        Figures figures = writer.finish(Math.max(1e-9, (System.nanoTime() - start) / 1e9));
        progress.clear();
        return figures;
    }

    private static double memory(Invocation invocation, String when) {
        OptionalDouble bytes = ResidentMemory.of(invocation.endpoints().get(0));
        if (bytes.isEmpty()) {
            invocation
                    .out()
                    .line("FAIL: Could not read process_resident_memory_bytes " + when + " the put operations.");
            throw Exit.silent(ExitCode.ERROR.number());
        }
        return bytes.getAsDouble();
    }
}
