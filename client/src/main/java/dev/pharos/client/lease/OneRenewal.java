package dev.pharos.client.lease;

import dev.pharos.client.channel.Calls;
import dev.pharos.client.channel.RequestStream;
import dev.pharos.client.channel.StreamListener;
import dev.pharos.client.channel.StreamNeeds;
import dev.pharos.client.data.CallFailure;
import dev.pharos.client.data.CallFailure.Outcome;
import dev.pharos.wire.error.RetryClass;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One renewal, on a stream of its own; where the stream breaks, on another one. */
// Ignored futures are those of tasks on the clock, and of reactions that are the last in their chain.
@SuppressWarnings("FutureReturnValueIgnored")
final class OneRenewal {
    private static final long RETRY_MILLIS = 500;

    private final LeaseKeepAliveRequest request;
    private final CompletableFuture<LeaseAnswer> answer = new CompletableFuture<>();

    OneRenewal(long lease) {
        this.request = LeaseKeepAliveRequest.newBuilder().setID(lease).build();
    }

    CompletableFuture<LeaseAnswer> answer() {
        return answer;
    }

    void endAfter(Duration timeout, ScheduledExecutorService clock) {
        Future<?> end = clock.schedule(
                () -> answer.completeExceptionally(CallFailure.late(Outcome.UNKNOWN, "")),
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        answer.whenComplete((done, failure) -> end.cancel(false));
    }

    void start(Calls calls) {
        RequestStream<LeaseKeepAliveRequest> stream =
                calls.open(LeaseGrpc.getLeaseKeepAliveMethod(), new Hearing(calls), StreamNeeds.LEADER);
        stream.send(request);
        stream.expect(1);
        answer.whenComplete((done, failure) -> stream.close());
    }

    private final class Hearing implements StreamListener<LeaseKeepAliveResponse> {
        private final Calls calls;

        Hearing(Calls calls) {
            this.calls = calls;
        }

        @Override
        public void onMessage(LeaseKeepAliveResponse message) {
            answer.complete(new LeaseAnswer(message));
        }

        @Override
        public void onEnd(Optional<CallFailure> failure) {
            if (answer.isDone()) {
                return;
            }
            CallFailure why = failure.orElseGet(
                    () -> CallFailure.of(Status.UNAVAILABLE.withDescription("the stream ended"), Outcome.UNKNOWN));
            if (RetryClass.STREAM.retries(why.status())) {
                calls.clock().schedule(() -> start(calls), RETRY_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                answer.completeExceptionally(why);
            }
        }
    }
}
