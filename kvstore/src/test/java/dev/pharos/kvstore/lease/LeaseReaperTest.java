package dev.pharos.kvstore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import dev.pharos.wire.error.EtcdError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseReaperTest {
    private static final Duration EXTENSION = Duration.ofSeconds(1);
    private static final int ON_THEIR_WAY = 64;

    private final HandClock clock = new HandClock();
    private final HandExecutor thread = new HandExecutor();
    private final LeaseBook book =
            new LeaseBook(new LeaseOptions(2, Checkpoints.OFF, Duration.ofMinutes(5), 1000), clock, Runnable::run);
    private final ProposalLog log = new ProposalLog(book);
    private final LeaseRenewals renewals = new LeaseRenewals(book, log);
    private final LeaseReaper reaper = new LeaseReaper(
            book, log, new LeaseReaper.Limits(Duration.ofMillis(500), ON_THEIR_WAY, 100), thread, clock);

    @Test
    void nothing_expires_where_nobody_leads() {
        book.grant(1, 5);
        clock.advanceSeconds(100);
        reaper.check();
        assertThat(log.onTheirWay()).isEmpty();
    }

    @Test
    void a_lease_ends_when_its_time_is_up_and_not_before() {
        book.promote(EXTENSION, 1);
        book.grant(1, 5);
        clock.advance(Duration.ofMillis(4999));
        reaper.check();
        assertThat(log.onTheirWay()).isEmpty();
        clock.advance(Duration.ofMillis(101));
        reaper.check();
        assertThat(log.onTheirWay()).extracting(ProposalLog.Proposal::revoked).containsExactly(1L);
        assertThat(log.onTheirWay()).extracting(ProposalLog.Proposal::term).containsExactly(1L);
    }

    @Test
    void a_new_leader_starts_every_lease_anew_and_adds_the_extension() {
        book.promote(EXTENSION, 1);
        book.grant(1, 5);
        book.grant(2, 50);
        book.checkpoint(2, 20);
        clock.advanceSeconds(4);
        book.demote();
        book.promote(EXTENSION, 2);
        assertThat(book.remaining(1)).contains(new TimeToLive(5, 6));
        assertThat(book.remaining(2)).contains(new TimeToLive(50, 21));
    }

    @Test
    void what_is_left_of_an_expired_lease_is_not_positive() {
        book.promote(EXTENSION, 1);
        book.grant(1, 5);
        clock.advance(Duration.ofMillis(5900));
        assertThat(book.remaining(1)).contains(new TimeToLive(5, 0));
        clock.advanceSeconds(2);
        assertThat(book.remaining(1)).contains(new TimeToLive(5, -2));
        assertThat(book.remaining(2)).isEmpty();
    }

    @Test
    void the_longest_ttl_does_not_overflow() {
        clock.advanceSeconds(1);
        book.promote(EXTENSION, 1);
        clock.advanceSeconds(300_000_000);
        book.grant(1, LeaseBook.MOST_TTL_SECONDS);
        assertThat(book.remaining(1).orElseThrow().remainingSeconds()).isGreaterThan(8_000_000_000L);
    }

    @Test
    void many_go_in_order_with_few_on_their_way() {
        book.promote(EXTENSION, 1);
        List<Long> order = new ArrayList<>();
        for (long id = 1; id <= 5000; id++) {
            book.grant(id * 7919 % 5003, 10);
            order.add(id * 7919 % 5003);
            clock.advance(Duration.ofNanos(100_000));
        }
        clock.advanceSeconds(20);
        reaper.check();
        drain();
        assertThat(log.applied()).isEqualTo(order);
        assertThat(log.mostOnTheirWay()).isEqualTo(ON_THEIR_WAY);
        assertThat(book.size()).isZero();
    }

    @Test
    void what_fails_is_tried_again_at_the_next_check_and_not_before() {
        book.promote(EXTENSION, 1);
        grantAll(200);
        clock.advanceSeconds(20);
        reaper.check();
        log.failAll();
        thread.runAll();
        assertThat(log.onTheirWay()).isEmpty();
        reaper.check();
        assertThat(log.onTheirWay()).hasSize(ON_THEIR_WAY);
        log.ignoreAll();
        thread.runAll();
        assertThat(log.onTheirWay()).isEmpty();
        reaper.check();
        drain();
        assertThat(book.size()).isZero();
        assertThat(log.applied())
                .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void what_an_alarm_refuses_is_tried_by_one_revoke_after_longer_and_longer_pauses() {
        book.promote(EXTENSION, 1);
        grantAll(200);
        clock.advanceSeconds(20);
        reaper.check();
        assertThat(log.onTheirWay()).hasSize(ON_THEIR_WAY);
        List<String> warnings = Warnings.of(RefusedRevokes.class, () -> {
            int tried = 0;
            for (int halfSeconds = 0; halfSeconds < 120; halfSeconds++) {
                log.refuseAll(EtcdError.CORRUPT);
                thread.runAll();
                clock.advance(Duration.ofMillis(500));
                reaper.check();
                assertThat(log.onTheirWay()).hasSizeLessThanOrEqualTo(1);
                tried += log.onTheirWay().size();
            }
            assertThat(tried).isBetween(8, 12);
        });
        assertThat(warnings).singleElement().asString().startsWith("expired leases stay");

        clock.advance(RefusedRevokes.LONGEST_PAUSE);
        reaper.check();
        drain();
        assertThat(book.size()).isZero();
    }

    @Test
    void a_leader_that_steps_down_stops_at_once() {
        book.promote(EXTENSION, 1);
        grantAll(200);
        clock.advanceSeconds(20);
        reaper.check();
        book.demote();
        log.ignoreAll();
        thread.runAll();
        reaper.check();
        assertThat(log.onTheirWay()).isEmpty();
    }

    @Test
    void a_leader_that_returns_has_all_room_again_and_names_its_new_term() {
        book.promote(EXTENSION, 1);
        grantAll(200);
        clock.advanceSeconds(20);
        reaper.check();
        book.demote();
        book.promote(EXTENSION, 3);
        reaper.check();
        assertThat(log.onTheirWay()).extracting(ProposalLog.Proposal::term).containsOnly(1L);
        clock.advanceSeconds(20);
        reaper.check();
        assertThat(log.onTheirWay()).hasSize(2 * ON_THEIR_WAY);
        log.failAll();
        thread.runAll();
        reaper.check();
        assertThat(log.onTheirWay())
                .hasSize(ON_THEIR_WAY)
                .extracting(ProposalLog.Proposal::term)
                .containsOnly(3L);
    }

    @Test
    void leases_that_would_end_together_after_an_election_are_spread() {
        grantAll(5500);
        book.promote(EXTENSION, 1);
        clock.advance(Duration.ofMillis(10_900));
        int before = book.size();
        for (int second = 0; second < 6; second++) {
            clock.advanceSeconds(1);
            reaper.check();
            drain();
            assertThat(before - book.size()).isLessThanOrEqualTo(1000);
            before = book.size();
        }
        assertThat(book.size()).isZero();
    }

    @Test
    void the_list_is_in_the_order_of_their_ends() {
        book.promote(EXTENSION, 1);
        book.grant(1, 30);
        book.grant(2, 12);
        book.grant(3, 20);
        assertThat(book.ids()).containsExactly(2, 3, 1);
        clock.advanceSeconds(9);
        renewed(2, 12);
        assertThat(book.ids()).containsExactly(3, 2, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void it_agrees_with_plain_deadlines_over_random_operations(long seed) {
        Random random = new Random(seed);
        Map<Long, Long> ends = new HashMap<>();
        long term = 1;
        book.promote(EXTENSION, term);
        for (int step = 0; step < 20_000; step++) {
            long id = 1L + random.nextInt(300);
            long ttl = 2 + id % 90;
            switch (random.nextInt(10)) {
                case 0, 1 -> {
                    if (!book.exists(id)) {
                        book.grant(id, ttl);
                        ends.put(id, now() + seconds(ttl));
                    }
                }
                case 2, 3, 4 -> {
                    if (ends.getOrDefault(id, now()) - now() > 0) {
                        renewed(id, ttl);
                        ends.put(id, now() + seconds(ttl));
                    }
                }
                case 5 -> {
                    if (book.exists(id)) {
                        book.revoke(id);
                        ends.remove(id);
                    }
                }
                case 6, 7 -> clock.advance(Duration.ofMillis(random.nextInt(300)));
                case 8 -> {
                    if (random.nextInt(100) == 0) {
                        long promoted = now();
                        book.demote();
                        book.promote(EXTENSION, ++term);
                        ends.replaceAll((any, end) -> promoted + seconds(2 + any % 90) + EXTENSION.toNanos());
                    }
                }
                default -> checkAgainst(ends);
            }
        }
        clock.advanceSeconds(200);
        checkAgainst(ends);
        assertThat(ends).isEmpty();
        assertThat(book.size()).isZero();
    }

    private void checkAgainst(Map<Long, Long> ends) {
        reaper.check();
        drain();
        ends.entrySet().removeIf(entry -> {
            boolean gone = !book.exists(entry.getKey());
            assertThat(entry.getValue() - now())
                    .as("what lease %d, gone: %s, has left", entry.getKey(), gone)
                    .matches(left -> gone ? left <= 0 : left > -ExpiryWheel.TICK_NANOS);
            return gone;
        });
    }

    private void grantAll(int count) {
        for (long id = 1; id <= count; id++) {
            book.grant(id, 10);
            clock.advance(Duration.ofNanos(1));
        }
    }

    private void renewed(long id, long ttl) {
        assertThat(renewals.renew(id)).isCompletedWithValue(ttl);
    }

    private void drain() {
        do {
            thread.runAll();
        } while (log.applyAll() > 0);
    }

    private long now() {
        return clock.getAsLong();
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
