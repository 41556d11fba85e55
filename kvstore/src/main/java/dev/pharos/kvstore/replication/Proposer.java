package dev.pharos.kvstore.replication;

import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.model.Causes;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.node.RaftNode;
import dev.pharos.raft.outcome.ChangeRefused;
import dev.pharos.raft.outcome.LeaderLost;
import dev.pharos.raft.outcome.NotLeader;
import dev.pharos.raft.outcome.Overloaded;
import dev.pharos.raft.outcome.Stopped;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestHeader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Puts commands into the log and waits for what they come to.
 *
 * <p>The future fails with a {@link Refusal} that the client may see as it is. A command that surely was
 * not taken, because there is no leader right now, is offered again until the time for it is over; one
 * whose outcome is not known never is.
 */
public final class Proposer {
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    /** What a command takes beside its bytes while it waits, about. */
    private static final long OVERHEAD_BYTES = 1024;

    /** No member ever leads in term 0. */
    private static final long ANY_TERM = 0;

    private final RaftNode<Outcome> node;
    private final RequestIds ids;
    private final Limits limits;
    private final ByteBudget budget;
    private final ScheduledExecutorService timer;
    private final LongAdder pending = new LongAdder();
    private final Runnable takeUp;
    private final Callers callers;

    /** How large one command may be, how much may be under way, and how long a command may look for a leader. */
    public record Limits(int maxRequestBytes, long maxPendingBytes, long patienceMillis) {}

    /**
     * Those who propose.
     *
     * @param turns who of them proposes in turns
     * @param onFailed hears of each command that came to nothing, or of which nothing is known
     */
    public record Callers(Turns turns, Runnable onFailed) {}

    public Proposer(
            RaftNode<Outcome> node, RequestIds ids, Limits limits, ScheduledExecutorService timer, Callers callers) {
        this.callers = callers;
        this.node = node;
        this.takeUp = node::takeUp;
        this.ids = ids;
        this.limits = limits;
        this.budget = new ByteBudget(limits.maxPendingBytes());
        this.timer = timer;
    }

    public CompletableFuture<Outcome> propose(InternalRaftRequest.Builder request) {
        return propose(request, ANY_TERM);
    }

    /** Proposes what only the leader of this term may; it is not offered again in another one. */
    public CompletableFuture<Outcome> proposeInTerm(long term, InternalRaftRequest.Builder request) {
        return propose(request, term);
    }

    private CompletableFuture<Outcome> propose(InternalRaftRequest.Builder request, long term) {
        long id = ids.next();
        byte[] bytes =
                request.setHeader(RequestHeader.newBuilder().setID(id)).build().toByteArray();
        return propose(id, bytes, term);
    }

    /**
     * Proposes bytes that {@code apply} knows to read.
     *
     * @param command made for the id that it carries
     */
    public CompletableFuture<Outcome> proposeRaw(LongFunction<byte[]> command) {
        long id = ids.next();
        return propose(id, command.apply(id), ANY_TERM);
    }

    private CompletableFuture<Outcome> propose(long id, byte[] bytes, long term) {
        if (bytes.length > limits.maxRequestBytes()) {
            return refused(EtcdError.REQUEST_TOO_LARGE);
        }
        long cost = bytes.length + OVERHEAD_BYTES;
        if (!budget.take(cost)) {
            return refused(EtcdError.TOO_MANY_REQUESTS);
        }
        Payload command = Payload.wrap(bytes);
        Supplier<CompletionStage<Outcome>> offer =
                term == ANY_TERM ? () -> inTurn(id, command) : () -> node.proposeInTerm(term, id, command);
        return await(new Attempt(offer, term)).whenComplete((outcome, failure) -> budget.give(cost));
    }

    /** What is proposed in one turn is put into the log together; waking the raft loop for each costs more. */
    private CompletionStage<Outcome> inTurn(long id, Payload command) {
        return callers.turns().atEnd(takeUp) ? node.proposeQuietly(id, command) : node.propose(id, command);
    }

    /**
     * Proposes a change of the membership; while another one is under way it waits for its turn.
     *
     * @param change made for the id that it carries
     */
    public CompletableFuture<Outcome> change(LongFunction<MembershipChange> change) {
        long id = ids.nextPositive();
        MembershipChange wanted = change.apply(id);
        return await(new Attempt(() -> node.changeMembership(id, wanted), ANY_TERM));
    }

    private CompletableFuture<Outcome> await(Attempt attempt) {
        pending.increment();
        attempt.offer(FIRST_PAUSE_MILLIS);
        return attempt.result.whenComplete((outcome, failure) -> {
            pending.decrement();
            if (failure != null) {
                callers.onFailed().run();
            }
        });
    }

    /** A fresh id for something that is to be named, such as a lease. */
    public long nextPositiveId() {
        return ids.nextPositive();
    }

    public long pending() {
        return pending.sum();
    }

    private static <T> CompletableFuture<T> refused(EtcdError error) {
        return CompletableFuture.failedFuture(new Refusal(error));
    }

    /** One command on its way, until it has an outcome or its time is over. */
    private final class Attempt {
        private final Supplier<CompletionStage<Outcome>> offer;
        private final CompletableFuture<Outcome> result = new CompletableFuture<>();
        private final long term;
        private final long startNanos = System.nanoTime();

        Attempt(Supplier<CompletionStage<Outcome>> offer, long term) {
            this.offer = offer;
            this.term = term;
        }

        void offer(long pauseMillis) {
            offer.get().whenComplete((outcome, failure) -> {
                if (failure == null) {
                    result.complete(outcome);
                } else {
                    failed(Causes.of(failure), pauseMillis);
                }
            });
        }

        private void failed(Throwable failure, long pauseMillis) {
            if (failure instanceof NotLeader && term != ANY_TERM) {
                result.completeExceptionally(new Refusal(EtcdError.NOT_LEADER));
            } else if (!(failure instanceof NotLeader || failure instanceof ChangeRefused)) {
                result.completeExceptionally(new Refusal(meaningOf(failure)));
            } else if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) + pauseMillis
                    > limits.patienceMillis()) {
                result.completeExceptionally(new Refusal(EtcdError.CONTEXT_DEADLINE_EXCEEDED));
            } else {
                long longer = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
                offerLater(longer, pauseMillis);
            }
        }

        private void offerLater(long nextPauseMillis, long pauseMillis) {
            try {
                Future<?> unused = timer.schedule(() -> offer(nextPauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                result.completeExceptionally(new Refusal(EtcdError.STOPPED));
            }
        }
    }

    static EtcdError meaningOf(Throwable failure) {
        if (failure instanceof Overloaded) {
            return EtcdError.TOO_MANY_REQUESTS;
        }
        if (failure instanceof LeaderLost) {
            return EtcdError.TIMEOUT_AFTER_LEADER_FAILURE;
        }
        return failure instanceof Stopped ? EtcdError.STOPPED : EtcdError.TIMEOUT;
    }
}
