package dev.pharos.kvstore.concurrency;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory of which a test decides what happens next: a request is applied, an answer arrives, a
 * watch is told. One thread.
 */
final class MemoryStore implements LocalStore {
    private final MemoryPairs pairs = new MemoryPairs();
    private final List<Runnable> requests = new ArrayList<>();
    private final List<Runnable> answers = new ArrayList<>();
    private final List<MemoryWatch> watches = new ArrayList<>();
    private @Nullable RuntimeException nextFailure;
    private boolean prompt;

    MemoryPairs pairs() {
        return pairs;
    }

    /** From now on everything happens by itself, as soon as it can. */
    MemoryStore prompt() {
        prompt = true;
        return this;
    }

    /** The next request fails without effect. */
    void failNext(RuntimeException failure) {
        nextFailure = failure;
    }

    int openWatches() {
        return (int) watches.stream().filter(watch -> !watch.closed).count();
    }

    void cancelWatches(String reason) {
        List.copyOf(watches).forEach(watch -> watch.end(0, reason));
    }

    /** Whatever can happen, until nothing can. */
    void runAll() {
        Random inOrder = new Random(0);
        while (step(inOrder)) {
            // The step is all there is to do.
        }
    }

    void runRequests() {
        while (!requests.isEmpty()) {
            requests.remove(0).run();
        }
    }

    /** One thing that can happen; false if nothing can. */
    boolean step(Random random) {
        watches.removeIf(watch -> watch.closed);
        List<Runnable> possible = new ArrayList<>();
        requests.forEach(request -> possible.add(() -> {
            requests.remove(request);
            request.run();
        }));
        answers.forEach(answer -> possible.add(() -> {
            answers.remove(answer);
            answer.run();
        }));
        watches.stream().filter(MemoryWatch::hasNews).forEach(watch -> possible.add(watch::tell));
        if (possible.isEmpty()) {
            return false;
        }
        possible.get(random.nextInt(possible.size())).run();
        return true;
    }

    @Override
    public CompletionStage<TxnResponse> txn(TxnRequest request) {
        return later(() -> pairs.txn(request));
    }

    @Override
    public CompletionStage<RangeResponse> range(RangeRequest request) {
        return later(() -> pairs.range(request));
    }

    @Override
    public CompletionStage<DeleteRangeResponse> deleteRange(DeleteRangeRequest request) {
        if (request.getKey().isEmpty()) {
            return CompletableFuture.failedFuture(new Refusal(EtcdError.EMPTY_KEY));
        }
        return later(() -> {
            pairs.delete(request.getKey());
            return DeleteRangeResponse.newBuilder().setHeader(pairs.header()).build();
        });
    }

    @Override
    public CompletionStage<LeaseGrantResponse> grantLease(long ttlSeconds) {
        return later(() -> LeaseGrantResponse.newBuilder()
                .setHeader(ResponseHeader.getDefaultInstance())
                .setID(pairs.grant(ttlSeconds))
                .setTTL(ttlSeconds)
                .build());
    }

    private <T> CompletionStage<T> later(Supplier<T> request) {
        CompletableFuture<T> future = new CompletableFuture<>();
        RuntimeException failure = nextFailure;
        nextFailure = null;
        requests.add(() -> {
            try {
                if (failure != null) {
                    throw failure;
                }
                T answer = request.get();
                answers.add(() -> future.complete(answer));
            } catch (RuntimeException refused) {
                answers.add(() -> future.completeExceptionally(refused));
            }
        });
        if (prompt) {
            runAll();
        }
        return future;
    }

    @Override
    public OpenWatch watch(KeyRange range, long startRevision, Watcher watcher) {
        MemoryWatch watch = new MemoryWatch(range, startRevision, watcher);
        watches.add(watch);
        return watch;
    }

    /** Tells of one revision after the other. */
    private final class MemoryWatch implements OpenWatch {
        private final KeyRange range;
        private final Watcher watcher;
        private long next;
        private boolean closed;

        MemoryWatch(KeyRange range, long next, Watcher watcher) {
            this.range = range;
            this.next = next;
            this.watcher = watcher;
        }

        boolean hasNews() {
            return !closed && next <= pairs.revision();
        }

        void tell() {
            if (next < pairs.compactRevision()) {
                end(pairs.compactRevision(), "");
                return;
            }
            var events = pairs.eventsOf(next++, range);
            if (!events.isEmpty()) {
                watcher.onEvents(events);
            }
        }

        void end(long compactRevision, String reason) {
            closed = true;
            watcher.onCanceled(compactRevision, reason);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
