package dev.pharos.benchmarks;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.log.DurableLog;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.record.LogIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One write and one sync of a batch of entries of 256 bytes, in the folder that {@code java.io.tmpdir} names. */
@State(Scope.Thread)
@BenchmarkMode({Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(2)
public class LogBenchmark {
    private static final Payload DATA = Payload.wrap(new byte[256]);

    @Param({"1", "16", "256"})
    int batch;

    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private @Nullable Path folder;
    private @Nullable MemberStorage storage;
    private @Nullable DurableLog log;
    private long index;

    /** Anew for every iteration, so that the log does not fill the disk. */
    @Setup(Level.Iteration)
    public void create() throws IOException {
        Path root = Files.createTempDirectory("pharos-log");
        MemberStorage made = MemberStorage.inFolder(root, LogOptions.defaults(), background);
        log = made.create(new LogIdentity(1, 1)).log();
        storage = made;
        folder = root;
        index = 0;
    }

    @TearDown(Level.Iteration)
    public void delete() throws IOException {
        if (storage != null && folder != null) {
            storage.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        background.shutdownNow();
    }

    @Benchmark
    public long appendAndSync() {
        List<Entry> entries = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            entries.add(new Entry(EntryType.NORMAL, 1, ++index, DATA));
        }
        if (log != null) {
            log.persist(List.of(LogWrite.of(new HardState(1, 1, index - 1), entries)));
        }
        return index;
    }
}
