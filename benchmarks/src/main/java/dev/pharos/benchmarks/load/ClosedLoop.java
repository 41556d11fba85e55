package dev.pharos.benchmarks.load;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a number of requests outstanding: each answer sends the next request. It finds what a server can do;
 * its latencies hide that a slow server is asked less, for which see {@link OpenLoop}.
 */
public final class ClosedLoop {
    private static final long GRACE_SECONDS = 120;

    private final Connections connections;
    private final Traffic traffic;
    private final Amount amount;
    private final Tally tally = new Tally();
    private final AtomicLong next = new AtomicLong();
    private final long begun = System.nanoTime();
    private final CountDownLatch slots;

    private ClosedLoop(Connections connections, Traffic traffic, int outstanding, Amount amount) {
        this.connections = connections;
        this.traffic = traffic;
        this.amount = amount;
        this.slots = new CountDownLatch(outstanding);
    }

    public static LoadResult run(Connections connections, Traffic traffic, int outstanding, Amount amount)
            throws InterruptedException {
        ClosedLoop loop = new ClosedLoop(connections, traffic, outstanding, amount);
        for (int i = 0; i < outstanding; i++) {
            loop.new Slot(i).send();
        }
        if (!loop.slots.await(amount.atMost().toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS)) {
            throw new LoadFailure("answers are missing: " + loop.slots.getCount() + " requests hang", null);
        }
        return loop.tally.result();
    }

    private boolean isOver(long number) {
        return number >= amount.requests()
                || System.nanoTime() - begun >= amount.atMost().toNanos()
                || tally.isHopeless();
    }

    /** One outstanding request after the other; on the event loop once begun. */
    private final class Slot extends ClientCall.Listener<byte[]> {
        private final int place;
        private long sent;

        Slot(int place) {
            this.place = place;
        }

        void send() {
            long number = next.getAndIncrement();
            if (isOver(number)) {
                slots.countDown();
                return;
            }
            byte[] request = traffic.requests().apply(number);
            ClientCall<byte[], byte[]> call = connections.call(place, traffic.method());
            sent = System.nanoTime();
            call.start(this, new Metadata());
            call.request(2);
            call.sendMessage(request);
            call.halfClose();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk()) {
                tally.answered(sent);
            } else {
                tally.failed(status);
            }
            send();
        }
    }
}
