package dev.pharos.benchmarks.load;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends at planned times, whatever the server does, and counts each latency from the planned time: a pause of
 * the server, or of the generator, is seen by every request that was due in it.
 */
public final class OpenLoop {
    /** Bounds memory; a server that falls so far behind has failed the rate. */
    private static final int MOST_OUTSTANDING = 50_000;

    private static final long GRACE_SECONDS = 60;

    private final Connections connections;
    private final Traffic traffic;
    private final Tally tally = new Tally();
    private final Semaphore outstanding = new Semaphore(MOST_OUTSTANDING);

    private OpenLoop(Connections connections, Traffic traffic) {
        this.connections = connections;
        this.traffic = traffic;
    }

    /** Sends {@code perSecond} requests a second until the amount is reached; the caller's thread is the clock. */
    public static LoadResult run(Connections connections, Traffic traffic, double perSecond, Amount amount)
            throws InterruptedException {
        OpenLoop loop = new OpenLoop(connections, traffic);
        long begun = System.nanoTime();
        for (long number = 0; number < amount.requests(); number++) {
            long due = (long) (number * 1e9 / perSecond);
            if (due >= amount.atMost().toNanos() || loop.tally.isHopeless()) {
                break;
            }
            waitUntil(begun + due);
            loop.send(number, begun + due);
        }
        LoadResult sent = loop.tally.result();
        if (!loop.outstanding.tryAcquire(MOST_OUTSTANDING, GRACE_SECONDS, TimeUnit.SECONDS)) {
            loop.tally.failed(Status.DEADLINE_EXCEEDED.withDescription("no answer after the end of the load"));
        }
        LoadResult all = loop.tally.result();
        return new LoadResult(all.answers(), all.failures(), all.firstFailure(), sent.nanos(), all.latencies());
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void send(long number, long due) {
        if (!outstanding.tryAcquire()) {
            tally.failed(Status.RESOURCE_EXHAUSTED.withDescription(MOST_OUTSTANDING + " requests unanswered"));
            return;
        }
        ClientCall<byte[], byte[]> call = connections.call((int) (number % connections.count()), traffic.method());
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        if (status.isOk()) {
                            tally.answered(due);
                        } else {
                            tally.failed(status);
                        }
                        outstanding.release();
                    }
                },
                new Metadata());
        call.request(2);
        call.sendMessage(traffic.requests().apply(number));
        call.halfClose();
    }
}
