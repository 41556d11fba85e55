package dev.pharos.kvstore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import dev.pharos.wire.value.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of a member at once: one applies, one reaps, several renew. */
@Timeout(60)
class LeaseThreadsTest {
    private static final int LEASES = 20_000;
    private static final int RENEWERS = 3;

    private final ExecutorService applying = Executors.newSingleThreadExecutor();
    private final ExecutorService reaping = Executors.newSingleThreadExecutor();
    private final ExecutorService renewing = Executors.newFixedThreadPool(RENEWERS);
    private final AtomicLong clock = new AtomicLong(5);
    private final CountDownLatch revoked = new CountDownLatch(LEASES);
    private final LeaseBook book = new LeaseBook(LeaseOptions.of(2, Checkpoints.ON), clock::get, Runnable::run);

    @AfterEach
    void stop() {
        applying.shutdownNow();
        reaping.shutdownNow();
        renewing.shutdownNow();
    }

    @Test
    void every_lease_ends_once_and_every_renewal_is_answered() throws Exception {
        Log log = new Log();
        LeaseRenewals renewals = new LeaseRenewals(book, log);
        LeaseReaper reaper = new LeaseReaper(book, log, LeaseReaper.Limits.DEFAULT, reaping, clock::get);
        book.promote(Duration.ofSeconds(1), 1);
        for (long id = 1; id <= LEASES; id++) {
            long lease = id;
            applying.execute(() -> {
                book.grant(lease, 2 + lease % 900);
                book.attach(Bytes.fromUtf8("k" + lease), lease);
            });
        }
        List<Future<List<CompletableFuture<Long>>>> renewers = new ArrayList<>();
        for (int i = 0; i < RENEWERS; i++) {
            Random random = new Random(i);
            renewers.add(renewing.submit(() -> renewMany(renewals, random)));
        }
        for (int second = 0; second < 400; second++) {
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
            reaping.submit(reaper::check).get();
        }
        List<CompletableFuture<Long>> answers = new ArrayList<>();
        for (Future<List<CompletableFuture<Long>>> renewer : renewers) {
            answers.addAll(renewer.get());
        }
        while (revoked.getCount() > 0) {
            clock.addAndGet(TimeUnit.SECONDS.toNanos(500));
            reaping.submit(reaper::check).get();
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get();
        assertThat(answers).extracting(CompletableFuture::join).contains(0L).anyMatch(ttl -> ttl > 0);
        assertThat(book.size()).isZero();
        assertThat(book.leaseOf(Bytes.fromUtf8("k1"))).isZero();
    }

    private static List<CompletableFuture<Long>> renewMany(LeaseRenewals renewals, Random random) {
        List<CompletableFuture<Long>> answers = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            answers.add(renewals.renew(1L + random.nextInt(LEASES)).toCompletableFuture());
        }
        return answers;
    }

    private final class Log implements LeaseProposals {
        @Override
        public CompletionStage<?> revoke(long id, long term) {
            return CompletableFuture.runAsync(
                    () -> {
                        assertThat(book.revoke(id)).containsExactly(Bytes.fromUtf8("k" + id));
                        book.settle();
                        revoked.countDown();
                    },
                    applying);
        }

        @Override
        public CompletionStage<?> checkpoint(List<Remaining> checkpoints, long term) {
            return CompletableFuture.runAsync(
                    () -> checkpoints.forEach(one -> book.checkpoint(one.id(), one.seconds())), applying);
        }
    }
}
