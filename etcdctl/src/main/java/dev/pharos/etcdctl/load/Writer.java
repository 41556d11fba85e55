package dev.pharos.etcdctl.load;

import com.google.protobuf.ByteString;
import dev.pharos.client.Client;
import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Writes pairs, so many at a time, and keeps count of how long each took. */
final class Writer {
    private final Invocation invocation;
    private final Client client;
    private final ByteString prefix;
    private final int keyBytes;
    private final ByteString value;
    private final int inFlight;
    private final Semaphore slots;
    private final SplittableRandom random = new SplittableRandom();

    /** Guarded by itself, as the fields below are by it. */
    private final Map<String, Integer> errors = new TreeMap<>();

    private long count;
    private double slowestSeconds;
    private double sumSeconds;
    private double sumOfSquares;

    Writer(Invocation invocation, Client client, Workload.Size size, int keyBytes, int valueBytes) {
        this.invocation = invocation;
        this.client = client;
        this.prefix = ByteText.byteString(invocation.line().text("prefix"));
        this.keyBytes = keyBytes;
        this.value = ByteString.copyFrom(new byte[valueBytes]);
        this.inFlight = size.clients();
        this.slots = new Semaphore(inFlight);
    }

    /** Starts one more write, as soon as there is a place for it. */
    void write() throws InterruptedException {
        byte[] key = new byte[keyBytes];
        long number = random.nextLong(Long.MAX_VALUE);
        for (int i = 0; i < Long.BYTES; i++) {
            key[i] = (byte) (number >>> (8 * i));
        }
        PutRequest request = PutRequest.newBuilder()
                .setKey(prefix.concat(ByteString.copyFrom(key)))
                .setValue(value)
                .build();
        slots.acquire();
        long start = System.nanoTime();
        CompletableFuture<?> unused = client.kv()
                .put(request, invocation.patience())
                .whenComplete((done, failure) -> {
                    ended(System.nanoTime() - start, failure);
                    slots.release();
                });
    }

    private void ended(long nanos, Throwable failure) {
        synchronized (errors) {
            if (failure != null) {
                String text = failure instanceof CallFailure call ? ErrorText.of(call) : String.valueOf(failure);
                errors.merge(text, 1, Integer::sum);
                return;
            }
            double seconds = nanos / 1e9;
            count++;
            slowestSeconds = Math.max(slowestSeconds, seconds);
            sumSeconds += seconds;
            sumOfSquares += seconds * seconds;
        }
    }

    /** Waits for what is under way. */
    Figures finish(double elapsedSeconds) throws InterruptedException {
        slots.acquire(inFlight);
        synchronized (errors) {
            double mean = count == 0 ? 0 : sumSeconds / count;
            double variance = count == 0 ? 0 : Math.max(0, sumOfSquares / count - mean * mean);
            return new Figures(count / elapsedSeconds, slowestSeconds, Math.sqrt(variance), Map.copyOf(errors));
        }
    }

    /** What came of it. */
    record Figures(double perSecond, double slowestSeconds, double deviationSeconds, Map<String, Integer> errors) {}
}
