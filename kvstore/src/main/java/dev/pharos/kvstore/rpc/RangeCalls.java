package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.ReadView;
import dev.pharos.kvstore.mvcc.read.RangeScan;
import dev.pharos.kvstore.replication.ByteBudget;
import dev.pharos.kvstore.request.RangeQueries;
import dev.pharos.kvstore.request.RequestCheck;
import dev.pharos.kvstore.rpc.message.PieceAnswer;
import dev.pharos.kvstore.rpc.message.RangeAnswer;
import dev.pharos.kvstore.rpc.message.ScanAnswer;
import dev.pharos.kvstore.rpc.message.WireAnswer;
import dev.pharos.kvstore.service.KvOperations;
import dev.pharos.kvstore.service.KvOperations.Freshness;
import dev.pharos.kvstore.service.OperationCounts;
import dev.pharos.kvstore.service.ReadCost;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.value.Bytes;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The calls that read ranges. What is small is read on the thread that asks; what may take longer goes to a
 * worker, and all large answers on their way together hold a bounded amount of memory.
 */
public final class RangeCalls {
    /** A range of this size is read and written in about a millisecond, which an event loop can spare. */
    private static final int SMALL_PAIRS = 2000;

    private static final long SMALL_BYTES = 1 << 20;

    private final KvOperations kv;
    private final Executor worker;
    private final ByteBudget largeAnswers;
    private final int pieceBytes;

    /** @param pieceBytes about how large the pieces of a streamed range get */
    public RangeCalls(KvOperations kv, Executor worker, ByteBudget largeAnswers, int pieceBytes) {
        this.kv = kv;
        this.worker = worker;
        this.largeAnswers = largeAnswers;
        this.pieceBytes = pieceBytes;
    }

    void range(RangeRequest request, StreamObserver<WireAnswer> call) {
        Held held = new Held(largeAnswers);
        Replies.send(call, () -> {
            // gRPC takes these only before the call's first request is over, whoever answers it later.
            ServerCallStreamObserver<WireAnswer> server = (ServerCallStreamObserver<WireAnswer>) call;
            server.setOnCloseHandler(held);
            server.setOnCancelHandler(held);
            RequestCheck.range(request);
            return timed(() -> {
                CompletableFuture<Void> fresh = kv.fresh(Freshness.of(request.getSerializable()));
                return fresh.isDone() && !fresh.isCompletedExceptionally()
                        ? read(request, held)
                        : fresh.thenCompose(ready -> read(request, held));
            });
        });
    }

    private CompletionStage<WireAnswer> timed(Supplier<CompletionStage<WireAnswer>> reading) {
        OperationCounts counts = kv.member().counts();
        long begun = System.nanoTime();
        CompletionStage<WireAnswer> answer;
        try {
            answer = reading.get();
        } catch (RuntimeException refused) {
            counts.rangeFailed(System.nanoTime() - begun);
            throw refused;
        }
        CompletableFuture<WireAnswer> known = answer.toCompletableFuture();
        if (known.isDone() && !known.isCompletedExceptionally()) {
            counts.rangeRead(System.nanoTime() - begun);
            return answer;
        }
        return answer.whenComplete((read, failure) -> {
            long nanos = System.nanoTime() - begun;
            if (failure == null) {
                counts.rangeRead(nanos);
            } else {
                counts.rangeFailed(nanos);
            }
        });
    }

    private CompletionStage<WireAnswer> read(RangeRequest request, Held held) {
        RangeQuery query = RangeQueries.of(request);
        ReadView view = kv.view();
        ResponseHeader header = kv.member().header(view.revision());
        if (query.range().isSingle() || ReadCost.isLookup(query, view)) {
            return CompletableFuture.completedFuture(new RangeAnswer(header, view.range(query)));
        }
        if (ReadCost.inKeyOrder(query) && ReadCost.isNewest(query, view)) {
            Optional<WireAnswer> small = small(query, view, header);
            if (small.isPresent()) {
                return CompletableFuture.completedFuture(small.get());
            }
        }
        return CompletableFuture.supplyAsync(() -> large(query, view, header, held), worker);
    }

    /** The answer if it fits into a small piece; what a range holds is only known by reading it. */
    private static Optional<WireAnswer> small(RangeQuery query, ReadView view, ResponseHeader header) {
        if (ReadCost.pairs(query, view) > SMALL_PAIRS) {
            return Optional.empty();
        }
        RangeScan scan = view.scan(query);
        List<Bytes> pairs = scan.isEnded() ? List.of() : scan.next(SMALL_PAIRS, SMALL_BYTES);
        return scan.isEnded()
                ? Optional.of(PieceAnswer.last(pairs, header, scan.hasMore(), scan.count()))
                : Optional.empty();
    }

    private WireAnswer large(RangeQuery query, ReadView view, ResponseHeader header, Held held) {
        if (query.content() == Content.COUNT_ONLY) {
            return new RangeAnswer(header, view.range(query));
        }
        if (ReadCost.inKeyOrder(query)) {
            ScanAnswer answer = new ScanAnswer(header, view.size(query), view.scan(query));
            hold(held, answer.sizeBytes());
            return answer;
        }
        // Sorting needs all of it in memory first.
        hold(held, ReadCost.bytes(query.range(), view));
        return new RangeAnswer(header, view.range(query));
    }

    private static void hold(Held held, long bytes) {
        if (bytes > Integer.MAX_VALUE || !held.take(bytes)) {
            throw new Refusal(EtcdError.TOO_MANY_REQUESTS);
        }
    }

    void stream(RangeRequest request, StreamObserver<WireAnswer> call) {
        ServerCallStreamObserver<WireAnswer> streaming = (ServerCallStreamObserver<WireAnswer>) call;
        Replies.expectCancel(call);
        try {
            RequestCheck.rangeStream(request);
        } catch (Refusal refusal) {
            call.onError(Replies.statusOf(refusal));
            return;
        }
        RangeStreamCall pieces = new RangeStreamCall(kv, RangeQueries.of(request), streaming, worker, pieceBytes);
        streaming.setOnReadyHandler(pieces::goOn);
        CompletionStage<Void> fresh = kv.fresh(Freshness.of(request.getSerializable()));
        fresh.whenComplete((ready, failure) -> {
            if (failure == null) {
                pieces.begin();
            } else {
                call.onError(Replies.statusOf(failure));
            }
        });
    }
}
