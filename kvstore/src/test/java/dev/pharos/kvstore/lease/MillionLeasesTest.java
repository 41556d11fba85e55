package dev.pharos.kvstore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MillionLeasesTest {
    private static final int COUNT = 1_000_000;
    private static final long MEBIBYTE = 1 << 20;

    private final HandClock clock = new HandClock();
    private final HandExecutor thread = new HandExecutor();
    private final LeaseBook book = new LeaseBook(LeaseOptions.of(2, Checkpoints.OFF), clock, Runnable::run);
    private final ProposalLog log = new ProposalLog(book);
    private final LeaseReaper reaper =
            new LeaseReaper(book, log, new LeaseReaper.Limits(Duration.ofMillis(500), 512, 1000), thread, clock);

    @Test
    void a_million_leases_take_less_than_100_mib() {
        long before = usedBytes();
        grantAll();
        book.promote(Duration.ofSeconds(1), 1);
        long took = usedBytes() - before;
        assertThat(took).isLessThan(100 * MEBIBYTE);
        assertThat(book.size()).isEqualTo(COUNT);
    }

    @Test
    void a_million_leases_are_renewed_and_end_in_order() {
        book.promote(Duration.ofSeconds(1), 1);
        grantAll();
        clock.advanceSeconds(30);
        int renewed = 0;
        for (long id = 1; id <= COUNT; id += 2) {
            renewed += book.renew(id) instanceof Renewal.Renewed ? 1 : 0;
        }
        assertThat(renewed).isEqualTo(COUNT / 2);
        clock.advanceSeconds(30);
        endAll();
        assertThat(log.applied()).hasSize(COUNT / 2).allMatch(id -> id % 2 == 0);
        clock.advanceSeconds(31);
        endAll();
        assertThat(book.size()).isZero();
        assertThat(log.mostOnTheirWay()).isEqualTo(512);
    }

    private void grantAll() {
        for (long id = 1; id <= COUNT; id++) {
            book.grant(id, 60);
        }
    }

    private void endAll() {
        reaper.check();
        do {
            thread.runAll();
        } while (log.applyAll() > 0);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
