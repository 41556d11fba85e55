package dev.pharos.kvstore.lease;

import dev.pharos.kvstore.model.Causes;
import dev.pharos.kvstore.model.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends leases whose time is up, and writes checkpoints of long ones, while this member leads.
 *
 * <p>Only so many revokes are on their way at a time; each that is applied makes room for the next at once.
 * One that fails makes room no earlier than at the next check, and is then tried again. While an alarm refuses
 * them, one lone revoke is tried after longer and longer pauses.
 *
 * <p>Owned by the thread of its executor, which must be a single one and not the caller's; proposals may end on
 * any thread.
 */
public final class LeaseReaper {
    private static final System.Logger LOG = System.getLogger(LeaseReaper.class.getName());

    private final LeaseBook book;
    private final LeaseProposals proposals;
    private final Limits limits;
    private final Executor owner;
    private final CheckpointRounds checkpoints;
    private final RefusedRevokes refused = new RefusedRevokes();
    private final LongSupplier nanoClock;

    /** What ended since it was last looked at; no more than the revokes on their way. */
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean looking = new AtomicBoolean();

    private long term;
    private int onTheirWay;
    private final List<Long> failed = new ArrayList<>();

    /**
     * How often, and how much at a time.
     *
     * @param revokesOnTheirWay the most that are proposed and not applied, those included that wait for a retry
     */
    public record Limits(Duration check, int revokesOnTheirWay, int checkpointsPerEntry) {
        public static final Limits DEFAULT = new Limits(Duration.ofMillis(500), 512, 1000);
    }

    private enum End {
        APPLIED,
        FAILED,
        REFUSED_BY_ALARM;

        static End of(@Nullable Throwable failure) {
            if (failure == null) {
                return APPLIED;
            }
            Throwable cause = Causes.of(failure);
            if (!(cause instanceof Refusal refusal)) {
                return FAILED;
            }
            return switch (refusal.error()) {
                case CORRUPT, NO_SPACE -> REFUSED_BY_ALARM;
                case LEASE_NOT_FOUND -> APPLIED;
                default -> FAILED;
            };
        }
    }

    private record Ended(long id, long term, End end) {}

    public LeaseReaper(
            LeaseBook book, LeaseProposals proposals, Limits limits, Executor owner, LongSupplier nanoClock) {
        this.book = book;
        this.proposals = proposals;
        this.limits = limits;
        this.owner = owner;
        this.nanoClock = nanoClock;
        this.checkpoints = new CheckpointRounds(book, proposals, limits.checkpointsPerEntry(), owner, nanoClock);
    }

    /** Checks from now on, until the returned future is cancelled. */
    public static ScheduledFuture<?> start(
            LeaseBook book, LeaseProposals proposals, ScheduledExecutorService thread, LongSupplier nanoClock) {
        LeaseReaper reaper = new LeaseReaper(book, proposals, Limits.DEFAULT, thread, nanoClock);
        long millis = Limits.DEFAULT.check().toMillis();
        return thread.scheduleWithFixedDelay(reaper::check, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** One check. Never throws, so that a schedule goes on. */
    public void check() {
        try {
            lookAtEnded();
            if (refused.mayTry(nanoClock.getAsLong())) {
                retry();
                fill();
            }
            checkpoints.check();
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "leases could not be checked", bug);
        }
    }

    private void retry() {
        // Each is put in front of all others, so the last one first.
        for (int i = failed.size() - 1; i >= 0; i--) {
            book.putBack(failed.get(i), term);
        }
        onTheirWay -= failed.size();
        failed.clear();
    }

    private void fill() {
        OptionalLong leading = book.leadingTerm();
        if (leading.isEmpty()) {
            return;
        }
        if (leading.getAsLong() != term) {
            term = leading.getAsLong();
            onTheirWay = 0;
            failed.clear();
        }
        int most = refused.isTrying() ? 1 : limits.revokesOnTheirWay();
        List<Long> expired = book.takeExpired(term, Math.max(0, most - onTheirWay));
        onTheirWay += expired.size();
        expired.forEach(this::revoke);
    }

    private void revoke(long id) {
        long mine = term;
        if (!book.leadingTerm().equals(OptionalLong.of(mine))) {
            ended(new Ended(id, mine, End.FAILED));
            return;
        }
        CompletionStage<?> proposed;
        try {
            proposed = proposals.revoke(id, mine);
        } catch (RuntimeException refused) {
            ended(new Ended(id, mine, End.FAILED));
            return;
        }
        proposed.whenComplete((done, failure) -> ended(new Ended(id, mine, End.of(failure))));
    }

    /** On any thread. */
    private void ended(Ended one) {
        ended.add(one);
        if (looking.compareAndSet(false, true)) {
            try {
                owner.execute(() -> {
                    looking.set(false);
                    refill();
                });
            } catch (RejectedExecutionException closing) {
                // Nobody checks any more, so nobody needs to know.
                looking.set(false);
            }
        }
    }

    private void refill() {
        lookAtEnded();
        if (refused.mayTry(nanoClock.getAsLong())) {
            fill();
        }
    }

    private void lookAtEnded() {
        for (Ended one = ended.poll(); one != null; one = ended.poll()) {
            if (one.term() == term) {
                settle(one);
            }
        }
    }

    /** Applied need not mean gone: somebody may have granted it anew. */
    private void settle(Ended one) {
        if (one.end() == End.REFUSED_BY_ALARM) {
            refused.refused(nanoClock.getAsLong());
        } else if (one.end() == End.APPLIED) {
            refused.applied();
        }
        if (one.end() == End.APPLIED && !book.exists(one.id())) {
            onTheirWay--;
        } else {
            failed.add(one.id());
        }
    }
}
