package dev.pharos.benchmarks.load;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Open streams that each keep one message unanswered, as clients do that keep a lease alive. */
public final class StreamLoop {
    private static final long GRACE_SECONDS = 60;

    private final Traffic traffic;
    private final Amount amount;
    private final Tally tally = new Tally();
    private final AtomicLong next = new AtomicLong();
    private final long begun = System.nanoTime();
    private final CountDownLatch open;

    private StreamLoop(Traffic traffic, int streams, Amount amount) {
        this.traffic = traffic;
        this.amount = amount;
        this.open = new CountDownLatch(streams);
    }

    public static LoadResult run(Connections connections, Traffic traffic, int streams, Amount amount)
            throws InterruptedException {
        StreamLoop loop = new StreamLoop(traffic, streams, amount);
        for (int i = 0; i < streams; i++) {
            ClientCall<byte[], byte[]> call = connections.call(i, traffic.method());
            Stream stream = loop.new Stream(call);
            call.start(stream, new Metadata());
            call.request(1);
            stream.send();
        }
        if (!loop.open.await(amount.atMost().toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS)) {
            throw new LoadFailure(loop.open.getCount() + " streams hang", null);
        }
        return loop.tally.result();
    }

    /** On the event loop once begun. */
    private final class Stream extends ClientCall.Listener<byte[]> {
        private final ClientCall<byte[], byte[]> call;
        private long sent;

        Stream(ClientCall<byte[], byte[]> call) {
            this.call = call;
        }

        void send() {
            long number = next.getAndIncrement();
            if (number >= amount.requests()
                    || System.nanoTime() - begun >= amount.atMost().toNanos()) {
                call.halfClose();
                return;
            }
            sent = System.nanoTime();
            call.sendMessage(traffic.requests().apply(number));
        }

        @Override
        public void onMessage(byte[] message) {
            tally.answered(sent);
            call.request(1);
            send();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
                tally.failed(status);
            }
            open.countDown();
        }
    }
}
