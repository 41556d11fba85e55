package dev.pharos.kvstore.service;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Hands the lead to another member and waits until it has it. */
public final class LeaderTransfer {
    private static final long LOOK_EVERY_MILLIS = 10;

    private final MemberParts member;
    private final Duration patience;

    public LeaderTransfer(MemberParts member, Duration patience) {
        this.member = member;
        this.patience = patience;
    }

    /** Fails with a Refusal LEADER_TRANSFER_TIMEOUT if it does not come to that in time. */
    public CompletableFuture<Void> to(long target) {
        member.node().transferLeadership(target);
        return seen(target, System.nanoTime() + patience.toNanos());
    }

    private CompletableFuture<Void> seen(long target, long deadlineNanos) {
        if (member.status().leader() == target) {
            return CompletableFuture.completedFuture(null);
        }
        if (System.nanoTime() > deadlineNanos) {
            return CompletableFuture.failedFuture(new Refusal(EtcdError.LEADER_TRANSFER_TIMEOUT));
        }
        Executor later = CompletableFuture.delayedExecutor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, later).thenCompose(paused -> seen(target, deadlineNanos));
    }
}
