package dev.pharos.client.lease;

import dev.pharos.client.channel.Calls;
import dev.pharos.client.channel.RequestStream;
import dev.pharos.client.channel.StreamListener;
import dev.pharos.client.channel.StreamNeeds;
import dev.pharos.client.data.CallFailure;
import dev.pharos.client.lease.LeaseListener.LossReason;
import dev.pharos.wire.error.RetryClass;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one lease alive: a renewal every third of its life, on one stream, which is opened again wherever it breaks.
 * The lease counts as lost when its life is over since the last renewal that succeeded was <em>sent</em>: the server
 * cannot have renewed it before that. Owner: the thread of the calls' clock.
 */
// Ignored futures are those of tasks on the clock, and of reactions that are the last in their chain.
@SuppressWarnings("FutureReturnValueIgnored")
public final class LeaseKeeper implements AutoCloseable {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int RENEWALS_PER_LIFE = 3;

    private final Calls calls;
    private final ScheduledExecutorService clock;
    private final LeaseKeepAliveRequest request;
    private final LeaseListener listener;

    private @Nullable RequestStream<LeaseKeepAliveRequest> stream;
    private long ttlNanos;

    /** Of the renewal under way, or of the last one. */
    private long sentAt;

    /** Until when the lease surely lives. */
    private long aliveUntil;

    private @Nullable Future<?> end;
    private volatile boolean closed;

    LeaseKeeper(Calls calls, long lease, Duration ttl, LeaseListener listener) {
        this.calls = calls;
        this.clock = calls.clock();
        this.request = LeaseKeepAliveRequest.newBuilder().setID(lease).build();
        this.listener = listener;
        this.ttlNanos = ttl.toNanos();
    }

    void start() {
        clock.execute(() -> {
            lives(System.nanoTime());
            open();
        });
    }

    private void open() {
        if (closed) {
            return;
        }
        RequestStream<LeaseKeepAliveRequest> opened =
                calls.open(LeaseGrpc.getLeaseKeepAliveMethod(), new Hearing(), StreamNeeds.LEADER);
        stream = opened;
        renew(opened);
    }

    private void renew(RequestStream<LeaseKeepAliveRequest> on) {
        if (closed || on != stream) {
            return;
        }
        sentAt = System.nanoTime();
        on.send(request);
        on.expect(1);
    }

    /** Puts the end of the lease off. */
    private void lives(long since) {
        aliveUntil = since + ttlNanos;
        Future<?> planned = end;
        if (planned != null) {
            planned.cancel(false);
        }
        long left = aliveUntil - System.nanoTime();
        end = clock.schedule(() -> lose(LossReason.NOT_RENEWED_IN_TIME), left, TimeUnit.NANOSECONDS);
    }

    private void heard(LeaseKeepAliveResponse message) {
        if (closed) {
            return;
        }
        LeaseAnswer answer = new LeaseAnswer(message);
        if (!answer.isAlive()) {
            lose(LossReason.GONE);
            return;
        }
        ttlNanos = TimeUnit.SECONDS.toNanos(message.getTTL());
        lives(sentAt);
        RequestStream<LeaseKeepAliveRequest> current = stream;
        if (current != null) {
            clock.schedule(() -> renew(current), ttlNanos / RENEWALS_PER_LIFE, TimeUnit.NANOSECONDS);
        }
        listener.onRenewed(answer);
    }

    private void broken(Optional<CallFailure> failure) {
        if (closed) {
            return;
        }
        boolean hopeless = failure.isPresent()
                && !RetryClass.STREAM.retries(failure.get().status())
                && failure.get().error().filter(error -> error.wantsNewToken()).isEmpty();
        if (hopeless) {
            lose(LossReason.REFUSED);
        } else {
            clock.schedule(this::open, RETRY_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void lose(LossReason reason) {
        if (!closed) {
            close();
            listener.onLost(reason);
        }
    }

    /** Renews no more; the lease runs out unless somebody else renews it. */
    @Override
    public void close() {
        closed = true;
        clock.execute(() -> {
            Future<?> planned = end;
            if (planned != null) {
                planned.cancel(false);
            }
            RequestStream<LeaseKeepAliveRequest> current = stream;
            if (current != null) {
                current.close();
            }
        });
    }

    /** Hands over to the owner. */
    private final class Hearing implements StreamListener<LeaseKeepAliveResponse> {
        @Override
        public void onMessage(LeaseKeepAliveResponse message) {
            clock.execute(() -> heard(message));
        }

        @Override
        public void onEnd(Optional<CallFailure> failure) {
            clock.execute(() -> broken(failure));
        }
    }
}
