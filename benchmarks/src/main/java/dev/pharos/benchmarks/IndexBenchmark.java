package dev.pharos.benchmarks;

import dev.pharos.kvstore.index.IndexCursor;
import dev.pharos.kvstore.index.IndexEditor;
import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.index.KeyIndex;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The index of keys of 16 bytes that were inserted in random order: reads of a root, and edits in batches. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class IndexBenchmark {
    private static final int BATCH = 64;
    private static final int SCAN = 1000;
    private static final int KEY_BYTES = 16;
    private static final int PAIR_BYTES = 300;

    /** {@code random}: any bytes. {@code path}: digits behind a long common prefix. */
    @Param({"random", "path"})
    String keys = "random";

    @Param({"1000000"})
    int count;

    private final Random random = new Random(42);
    private Bytes[] present = new Bytes[0];
    private KeyIndex index = KeyIndex.EMPTY;
    private IndexEditor editor = KeyIndex.EMPTY.edit();
    private long revision;
    private int next;

    @Setup(Level.Trial)
    public void fill() {
        present = new Bytes[count];
        for (int i = 0; i < count; i++) {
            present[i] = key(i);
        }
        editor = KeyIndex.EMPTY.edit();
        for (Bytes key : present) {
            putAny(key);
            if (revision % BATCH == 0) {
                index = editor.publish();
            }
        }
        index = editor.publish();
    }

    private Bytes key(int number) {
        if (keys.equals("path")) {
            return Bytes.fromUtf8(String.format("/registry/pods/default/%012d", Integer.reverse(number) & 0xffffffffL));
        }
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return Bytes.wrapUnsafe(bytes);
    }

    /** In the order of insertion, which is random among the keys but not in memory: that is not measured. */
    private Bytes any() {
        next = next + 1 == present.length ? 0 : next + 1;
        return present[next];
    }

    private void putAny(Bytes key) {
        revision++;
        editor.put(new IndexEntry(key, revision, 0, revision, 1, PAIR_BYTES));
    }

    @Benchmark
    public @Nullable IndexEntry get() {
        return index.get(any());
    }

    @Benchmark
    public long countRange() {
        return index.count(KeyRange.from(any(), any()));
    }

    @Benchmark
    public KeyIndex renewAndPublishPer64() {
        putAny(any());
        return revision % BATCH == 0 ? editor.publish() : index;
    }

    /** The key is new, and leaves again, so that the index stays as it is. */
    @Benchmark
    @OperationsPerInvocation(2 * BATCH)
    public KeyIndex addRemoveAndPublishPer64() {
        Bytes[] added = new Bytes[BATCH];
        for (int i = 0; i < BATCH; i++) {
            added[i] = any().successor();
            putAny(added[i]);
        }
        editor.publish();
        for (Bytes key : added) {
            editor.remove(key);
        }
        return editor.publish();
    }

    @Benchmark
    @OperationsPerInvocation(SCAN)
    public long scan1000() {
        IndexCursor cursor = index.cursor(KeyRange.fromKey(any()));
        long sum = 0;
        for (int i = 0; i < SCAN && cursor.next(); i++) {
            sum += cursor.modifiedRevision();
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(SCAN)
    public long scan1000WithKeys() {
        IndexCursor cursor = index.cursor(KeyRange.fromKey(any()));
        long sum = 0;
        for (int i = 0; i < SCAN && cursor.next(); i++) {
            sum += cursor.key().length() + cursor.version();
        }
        return sum;
    }
}
