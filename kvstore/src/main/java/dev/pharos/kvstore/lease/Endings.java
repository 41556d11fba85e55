package dev.pharos.kvstore.lease;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Those who wait for the revoke of a lease that has expired; at most one future for each lease.
 *
 * <p>Guarded by the lock of the book; what it gives out to be completed is completed outside of it.
 */
final class Endings {
    private final Map<Long, CompletableFuture<Void>> waiting = new HashMap<>();
    private List<CompletableFuture<Void>> ended = new ArrayList<>();

    CompletionStage<Void> of(long id) {
        return waiting.computeIfAbsent(id, any -> new CompletableFuture<>()).minimalCompletionStage();
    }

    void ended(long id) {
        CompletableFuture<Void> future = waiting.isEmpty() ? null : waiting.remove(id);
        if (future != null) {
            ended.add(future);
        }
    }

    Runnable settle() {
        if (ended.isEmpty()) {
            return () -> {};
        }
        List<CompletableFuture<Void>> futures = ended;
        ended = new ArrayList<>();
        return () -> futures.forEach(future -> future.complete(null));
    }

    /** Whoever waits must ask the next leader. */
    Runnable abandon() {
        List<CompletableFuture<Void>> futures = new ArrayList<>(waiting.values());
        waiting.clear();
        return () -> futures.forEach(future -> future.completeExceptionally(new Refusal(EtcdError.NOT_PRIMARY_LESSOR)));
    }
}
