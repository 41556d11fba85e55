package dev.pharos.kvstore.mvcc;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of the latest compactions, each of the state just before it (rule 10.7). A hash is expected from
 * the moment that readers can see the compaction, and there some time later. Any thread.
 */
final class HashesOfCompactions {
    private final int bound;
    private final TreeMap<Long, CompletableFuture<HashResult>> byRevision = new TreeMap<>();
    private boolean ended;

    HashesOfCompactions(int bound) {
        this.bound = bound;
    }

    boolean areWanted() {
        return bound > 0;
    }

    synchronized void expect(long revision) {
        if (ended) {
            return;
        }
        byRevision.put(revision, new CompletableFuture<>());
        while (byRevision.size() > bound) {
            Map.Entry<Long, CompletableFuture<HashResult>> oldest = byRevision.pollFirstEntry();
            oldest.getValue().cancel(false);
        }
    }

    synchronized boolean isExpected(long revision) {
        CompletableFuture<HashResult> hash = byRevision.get(revision);
        return hash != null && !hash.isDone();
    }

    synchronized @Nullable CompletableFuture<HashResult> get(long revision) {
        return byRevision.get(revision);
    }

    /** Those that are there, the earliest first. */
    synchronized List<HashResult> known() {
        return byRevision.values().stream()
                .filter(hash -> hash.isDone() && !hash.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
    }

    synchronized void complete(HashResult hash) {
        CompletableFuture<HashResult> expected = byRevision.get(hash.revision());
        if (expected != null) {
            expected.complete(hash);
        }
    }

    /** Nobody will compute it. */
    synchronized void giveUp(long revision) {
        CompletableFuture<HashResult> expected = byRevision.remove(revision);
        if (expected != null) {
            expected.cancel(false);
        }
    }

    /** Nobody will compute any more. */
    synchronized void end() {
        ended = true;
        byRevision.values().forEach(hash -> hash.cancel(false));
    }
}
