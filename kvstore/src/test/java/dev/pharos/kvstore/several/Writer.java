package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Writes all the time, each time another pair through another member, and remembers what was acknowledged. */
final class Writer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;
    private static final String PREFIX = "written/";

    private final Cluster cluster;
    private final Random random = new Random(1);
    private final Thread thread = new Thread(this::write, "writer");

    /** Guarded by itself. By the key, the revision. */
    private final Map<String, Long> acknowledged = new TreeMap<>();

    private volatile boolean isOver;

    Writer(Cluster cluster) {
        this.cluster = cluster;
        thread.start();
    }

    private void write() {
        for (int number = 0; !isOver; number++) {
            var running = cluster.running();
            if (running.isEmpty()) {
                continue;
            }
            Member member = running.get(random.nextInt(running.size()));
            String key = PREFIX + number;
            try {
                acknowledge(
                        key,
                        member.connection()
                                .kv()
                                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                                .put(Member.pair(key, key))
                                .getHeader()
                                .getRevision());
            } catch (StatusRuntimeException unknown) {
                // It may have been written; nobody was told so.
            }
        }
    }

    private void acknowledge(String key, long revision) {
        synchronized (acknowledged) {
            acknowledged.put(key, revision);
        }
    }

    private int count() {
        synchronized (acknowledged) {
            return acknowledged.size();
        }
    }

    /** Waits until so many more were acknowledged. */
    void awaitMore(int more) {
        int before = count();
        Await.until(more + " more are written", () -> count() >= before + more);
    }

    /** Ends and compares with what a member says. */
    void assertNothingIsLost(Member member) {
        close();
        Map<String, Long> found = Await.answer("all is read", member::everything).getKvsList().stream()
                .filter(pair -> pair.getKey().toStringUtf8().startsWith(PREFIX))
                .collect(Collectors.toMap(pair -> pair.getKey().toStringUtf8(), KeyValue::getModRevision));
        assertThat(found).containsAllEntriesOf(acknowledged);
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }
}
