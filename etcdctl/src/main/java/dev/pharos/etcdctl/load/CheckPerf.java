package dev.pharos.etcdctl.load;

import dev.pharos.client.Client;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.load.Workload.Size;
import dev.pharos.etcdctl.load.Writer.Figures;
import dev.pharos.etcdctl.output.Sink;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.run.ProgressLine;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tells whether a cluster is quick enough. */
public final class CheckPerf implements Command {
    private static final long SECONDS = 60;
    private static final int KEY_BYTES = 256;
    private static final int VALUE_BYTES = 1_024;
    private static final double LEAST_SHARE = 0.9;
    private static final double MOST_SECONDS = 0.5;
    private static final double MOST_DEVIATION = 0.1;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "check perf",
                "",
                "Tells whether the cluster bears a load of writes",
                Workload.flags("/etcdctl-check-perf/"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        Size size = Workload.named(invocation.line().text("load"));
        Client client = invocation.client();
        Traces traces = new Traces(invocation, client);
        traces.expectNone(command -> "'" + command + "'");
        Figures figures = load(invocation, size, new Writer(invocation, client, size, KEY_BYTES, VALUE_BYTES));
        traces.clear();
        if (!judge(invocation.out(), size, figures)) {
            invocation.out().line("FAIL");
            throw Exit.silent(ExitCode.ERROR.number());
        }
        invocation.out().line("PASS");
    }

    private static Figures load(Invocation invocation, Size size, Writer writer) throws InterruptedException {
        ProgressLine progress = new ProgressLine(invocation);
        long start = System.nanoTime();
        long wanted = SECONDS * size.writesPerSecond();
        for (long write = 0; write < wanted; write++) {
            long due = start + TimeUnit.SECONDS.toNanos(1) * write / size.writesPerSecond();
            long left = due - System.nanoTime();
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = due - System.nanoTime();
            }
            long elapsed = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            if (elapsed >= SECONDS) {
                break;
            }
            progress.show(elapsed + " of " + SECONDS + " s");
            writer.write();
        }
        Figures figures = writer.finish(Math.max(1e-9, (System.nanoTime() - start) / 1e9));
        progress.clear();
        return figures;
    }

    private static boolean judge(Sink out, Size size, Figures figures) {
        boolean passes = figures.errors().isEmpty();
        if (!passes) {
            out.line("FAIL: too many errors");
            figures.errors().forEach((error, times) -> out.line("FAIL: ERROR(" + error + ") -> " + times));
        }
        long throughput = (long) figures.perSecond() + 1;
        if (figures.perSecond() / size.writesPerSecond() <= LEAST_SHARE) {
            out.line("FAIL: Throughput too low: " + throughput + " writes/s");
            passes = false;
        } else {
            out.line("PASS: Throughput is " + throughput + " writes/s");
        }
        if (figures.slowestSeconds() > MOST_SECONDS) {
            out.line("Slowest request took too long: " + seconds(figures.slowestSeconds()));
            passes = false;
        } else {
            out.line("PASS: Slowest request took " + seconds(figures.slowestSeconds()));
        }
        if (figures.deviationSeconds() > MOST_DEVIATION) {
            out.line("Stddev too high: " + seconds(figures.deviationSeconds()));
            return false;
        }
        out.line("PASS: Stddev is " + seconds(figures.deviationSeconds()));
        return passes;
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%fs", value);
    }
}
