package dev.pharos.kvstore.service;

import com.google.protobuf.Message;
import dev.pharos.kvstore.apply.Answers;
import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.apply.PairReader;
import dev.pharos.kvstore.apply.ReadingTxn;
import dev.pharos.kvstore.model.Causes;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.ReadView;
import dev.pharos.kvstore.request.RangeQueries;
import dev.pharos.kvstore.request.RequestCheck;
import dev.pharos.kvstore.request.TxnCheck;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.CompactionResponse;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Puts, deletes, transactions, compaction, and views to read from. */
public final class KvOperations {
    private static final long SMALL_BYTES = 256 * 1024;
    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final MemberParts member;
    private final SpaceGuard space;
    private final int maxTxnOperations;
    private final long largestInMemory;
    private final Executor worker;

    /**
     * The bounds of single requests.
     *
     * @param maxTxnOperations operations in one branch of a transaction
     * @param largestInMemory bytes that one request may bring into memory
     */
    public record Bounds(int maxTxnOperations, long largestInMemory) {}

    /** @param worker for reads that take longer than an event loop may wait */
    public KvOperations(MemberParts member, SpaceGuard space, Bounds bounds, Executor worker) {
        this.member = member;
        this.space = space;
        this.maxTxnOperations = bounds.maxTxnOperations();
        this.largestInMemory = bounds.largestInMemory();
        this.worker = worker;
    }

    /** How new the state must be that a read looks at. */
    public enum Freshness {
        /** Everything acknowledged before the call is in it. */
        LINEARIZABLE,
        /** What this member has now. */
        SERIALIZABLE;

        public static Freshness of(boolean serializable) {
            return serializable ? SERIALIZABLE : LINEARIZABLE;
        }
    }

    /** Completes when {@link #view()} is as new as asked for. */
    public CompletableFuture<Void> fresh(Freshness freshness) {
        if (freshness == Freshness.SERIALIZABLE) {
            return NOW;
        }
        return member.isLearner()
                ? CompletableFuture.failedFuture(new Refusal(EtcdError.NOT_SUPPORTED_FOR_LEARNER))
                : member.reads().confirm();
    }

    public ReadView view() {
        member.counts().ranged();
        return member.store().view();
    }

    public MemberParts member() {
        return member;
    }

    /** For callers in this process; the wire has a way that builds no message. */
    public CompletionStage<RangeResponse> range(RangeRequest request) {
        RequestCheck.range(request);
        return fresh(Freshness.of(request.getSerializable())).thenApply(ready -> {
            ReadView view = view();
            return Answers.range(member.header(view.revision()), view.range(RangeQueries.of(request)));
        });
    }

    public CompletionStage<PutResponse> put(PutRequest request) {
        return after(space.check(request), () -> {
            RequestCheck.put(request);
            return space.isClosedFor(request)
                    ? noSpace()
                    : propose(InternalRaftRequest.newBuilder().setPut(request), PutResponse.class);
        });
    }

    public CompletionStage<DeleteRangeResponse> deleteRange(DeleteRangeRequest request) {
        RequestCheck.deleteRange(request);
        requireRoom(
                request.getRangeEnd().isEmpty()
                        ? 0
                        : ReadCost.bytes(request, member.store().view()));
        return propose(InternalRaftRequest.newBuilder().setDeleteRange(request), DeleteRangeResponse.class);
    }

    public CompletionStage<TxnResponse> txn(TxnRequest request) {
        return after(space.check(request), () -> {
            TxnCheck.txn(request, maxTxnOperations);
            if (TxnCheck.isReadOnly(request)) {
                return readInOrder(request);
            }
            requireRoom(ReadCost.bytes(request, member.store().view()));
            return space.isClosedFor(request)
                    ? noSpace()
                    : propose(InternalRaftRequest.newBuilder().setTxn(request), TxnResponse.class);
        });
    }

    private static <T> CompletionStage<T> noSpace() {
        return CompletableFuture.failedFuture(new Refusal(EtcdError.NO_SPACE));
    }

    private CompletionStage<TxnResponse> readInOrder(TxnRequest request) {
        CompletableFuture<Void> fresh = fresh(Freshness.of(TxnCheck.isSerializable(request)));
        long bytes = ReadCost.bytes(request, member.store().view());
        requireRoom(bytes);
        return bytes <= SMALL_BYTES
                ? fresh.thenApply(ready -> read(request))
                : fresh.thenApplyAsync(ready -> read(request), worker);
    }

    /** A member must be able to hold what an entry makes it read, or it could never apply that entry. */
    private void requireRoom(long bytes) {
        if (bytes > largestInMemory) {
            throw new Refusal(EtcdError.REQUEST_TOO_LARGE);
        }
    }

    private TxnResponse read(TxnRequest request) {
        ReadView view = view();
        return ReadingTxn.run(request, new ViewReader(view), member.header(view.revision()));
    }

    /** The answer waits for the removal of what was compacted if the request says so. */
    public CompletionStage<CompactionResponse> compact(CompactionRequest request) {
        CompletionStage<Outcome> outcome =
                member.proposer().propose(InternalRaftRequest.newBuilder().setCompaction(request));
        return outcome.thenCompose(compacted -> {
            CompactionResponse answer = compacted.answer(CompactionResponse.class);
            return request.getPhysical()
                    ? compacted.settled().thenApply(removed -> answer)
                    : CompletableFuture.completedFuture(answer);
        });
    }

    /** What is wrong with a request shows after the space for it, as with etcd. */
    private static <T extends Message> CompletionStage<T> after(
            CompletionStage<Void> check, Supplier<CompletionStage<T>> request) {
        CompletableFuture<Void> checked = check.toCompletableFuture();
        // Nearly always there is space, and nothing to wait for.
        return checked.isDone() && !checked.isCompletedExceptionally()
                ? request.get()
                : check.thenCompose(enough -> request.get());
    }

    private <T extends Message> CompletionStage<T> propose(InternalRaftRequest.Builder request, Class<T> type) {
        return member.proposer().propose(request).thenApply(outcome -> outcome.answer(type));
    }

    /** A view as transactions ask it. */
    private record ViewReader(ReadView view) implements PairReader {
        @Override
        public long revision() {
            return view.revision();
        }

        @Override
        public long compactRevision() {
            return view.lastCompaction();
        }

        @Override
        public RangeResult range(RangeQuery query) {
            return view.range(query);
        }
    }

    /** The error behind a failed stage; empty if it is not one that clients know. */
    public static Optional<EtcdError> errorOf(Throwable failure) {
        Throwable cause = Causes.of(failure);
        return cause instanceof Refusal refusal ? Optional.of(refusal.error()) : Optional.empty();
    }
}
