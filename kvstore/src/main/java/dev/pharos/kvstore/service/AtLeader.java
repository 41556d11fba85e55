package dev.pharos.kvstore.service;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.model.Causes;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.raft.model.RoleName;
import dev.pharos.wire.error.EtcdError;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has done by the leader what only it can: by this member if it leads, else by the one that does; again and again
 * while leadership is on its way from one to another, for as long as a request may take. What is asked for may be
 * done twice without harm.
 */
public final class AtLeader {
    private static final long PAUSE_MILLIS = 50;

    /** This member led when it was asked and does no more, or not surely. */
    private static final Set<EtcdError> NOT_HERE = Set.of(EtcdError.NOT_LEADER, EtcdError.NOT_PRIMARY_LESSOR);

    private final MemberParts member;
    private final LeaderRequests requests;
    private final Duration patience;

    public AtLeader(MemberParts member, LeaderRequests requests, Duration patience) {
        this.member = member;
        this.requests = requests;
        this.patience = patience;
    }

    /** What is asked for: how to do it here, and how to have it done there. */
    record Wish<T>(Supplier<CompletionStage<T>> here, Function<Member, CompletionStage<T>> there) {}

    LeaderRequests requests() {
        return requests;
    }

    /** Fails with a Refusal: that of the leader, or NO_LEADER, or TIMEOUT. */
    <T> CompletionStage<T> fulfil(Wish<T> wish) {
        return fulfil(wish, System.nanoTime() + patience.toNanos());
    }

    private <T> CompletionStage<T> fulfil(Wish<T> wish, long deadlineNanos) {
        return once(wish).exceptionallyCompose(failure -> {
            Throwable cause = Causes.of(failure);
            if (cause instanceof Refusal refusal && !NOT_HERE.contains(refusal.error())) {
                return CompletableFuture.failedFuture(cause);
            }
            if (System.nanoTime() > deadlineNanos) {
                return CompletableFuture.failedFuture(
                        new Refusal(member.status().leader() == 0 ? EtcdError.NO_LEADER : EtcdError.TIMEOUT));
            }
            Executor later = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return CompletableFuture.runAsync(() -> {}, later).thenCompose(paused -> fulfil(wish, deadlineNanos));
        });
    }

    private <T> CompletionStage<T> once(Wish<T> wish) {
        try {
            if (member.status().role() == RoleName.LEADER) {
                return wish.here().get();
            }
            return leader().map(wish.there())
                    .orElseGet(() -> CompletableFuture.failedFuture(new Refusal(EtcdError.NOT_LEADER)));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private Optional<Member> leader() {
        long id = member.status().leader();
        return id == member.memberId()
                ? Optional.empty()
                : member.applied().cluster().state().member(id);
    }
}
