package dev.pharos.benchmarks.compare;

import com.google.protobuf.ByteString;
import dev.pharos.benchmarks.load.Amount;
import dev.pharos.benchmarks.load.Connections;
import dev.pharos.benchmarks.load.LoadFailure;
import dev.pharos.benchmarks.load.LoadResult;
import dev.pharos.benchmarks.load.ProcessUsage;
import dev.pharos.benchmarks.load.Requests;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One stay at one server: what the loads need, and where they leave their values. Owner: the main thread. */
final class Visit {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final ByteString FIRST_KEY = Requests.key(0, 16);

    private final Scale scale;
    private final Results results;
    private final Consumer<String> progress;
    private String loadName = "";
    private RunningServer server;

    private Visit(RunningServer server, Scale scale, Results results, Consumer<String> progress) {
        this.server = server;
        this.scale = scale;
        this.results = results;
        this.progress = progress;
    }

    /** Runs the loads over a folder of their own; one that fails is noted and the next one is run. */
    static void run(Plan plan, ServerKind kind, Path folder, Results results) throws InterruptedException {
        RunningServer server;
        try {
            server = RunningServer.start(kind, folder, FIRST_KEY);
        } catch (LoadFailure failure) {
            results.failed("start", String.valueOf(failure.getMessage()));
            return;
        }
        Visit visit = new Visit(server, plan.scale(), results, plan.progress());
        try {
            for (Load load : plan.loads()) {
                visit.run(load, folder);
            }
        } finally {
            visit.server.discard();
        }
    }

    private void run(Load load, Path folder) throws InterruptedException {
        loadName = load.name();
        progress.accept(server.kind().name() + ": " + loadName);
        try {
            load.step().run(this);
        } catch (LoadFailure failure) {
            results.failed(loadName, String.valueOf(failure.getMessage()));
            progress.accept("failed: " + failure.getMessage());
            if (!server.isAlive()) {
                server = RunningServer.start(server.kind(), folder, FIRST_KEY);
            }
        }
    }

    Scale scale() {
        return scale;
    }

    ServerKind kind() {
        return server.kind();
    }

    long pid() {
        return server.pid();
    }

    double secondsToStart() {
        return server.secondsToStart();
    }

    Connections connect(int count) throws InterruptedException {
        return new Connections(kind().endpoint(), count);
    }

    void restart(RunningServer.Ending ending) throws InterruptedException {
        server = server.again(ending, FIRST_KEY);
    }

    /** Kills the server and starts it again; nobody asked it anything when this returns. */
    void restartUnasked() throws InterruptedException {
        server = server.againUnasked();
    }

    ProcessUsage usage() {
        return ProcessUsage.of(pid());
    }

    void add(Row row, double value) {
        results.add(row, value);
        progress.accept("  " + row.title + ": " + Report.number(value) + " " + row.unit);
    }

    /** Runs a load and counts the processor time of server, generator and all others meanwhile. */
    Metered meter(Measured measured) throws InterruptedException {
        long self = ProcessHandle.current().pid();
        double machine = ProcessUsage.machineBusySeconds();
        double ours = ProcessUsage.of(self).cpuSeconds();
        double theirs = usage().cpuSeconds();
        long begun = System.nanoTime();
        LoadResult result = measured.run().verified();
        double wall = (System.nanoTime() - begun) / 1e9;
        theirs = usage().cpuSeconds() - theirs;
        ours = ProcessUsage.of(self).cpuSeconds() - ours;
        machine = ProcessUsage.machineBusySeconds() - machine;
        Metered metered = new Metered(result, theirs, ours, Math.max(0, machine - ours - theirs) / wall / CORES);
        results.circumstances(loadName, metered.foreignShare(), metered.clientMicros());
        return metered;
    }

    /**
     * The same behind half as long a run that does not count: what a load alone makes hot is compiled then, and
     * what an earlier load left behind is done.
     */
    Metered meterWarm(LoadFor load) throws InterruptedException {
        load.run(Amount.seconds(Math.max(1, scale.seconds() / 2)));
        return meter(() -> load.run(Amount.seconds(scale.seconds())));
    }

    /** A load that may be interrupted. */
    interface Measured {
        LoadResult run() throws InterruptedException;
    }

    /** A load of a given length. */
    interface LoadFor {
        LoadResult run(Amount amount) throws InterruptedException;
    }
}
