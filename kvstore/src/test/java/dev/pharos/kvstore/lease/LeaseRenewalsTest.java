package dev.pharos.kvstore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class LeaseRenewalsTest {
    private static final Duration EXTENSION = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final LeaseBook book = new LeaseBook(LeaseOptions.of(2, Checkpoints.ON), clock, Runnable::run);
    private final ProposalLog log = new ProposalLog(book);
    private final LeaseRenewals renewals = new LeaseRenewals(book, log);

    @Test
    void a_renewal_gives_the_whole_ttl_again_without_an_entry() {
        book.promote(EXTENSION, 1);
        book.grant(1, 10);
        clock.advanceSeconds(9);
        assertThat(renew(1)).isCompletedWithValue(10L);
        assertThat(book.remaining(1)).contains(new TimeToLive(10, 10));
        assertThat(log.onTheirWay()).isEmpty();
    }

    @Test
    void an_unknown_lease_has_nothing_left() {
        book.promote(EXTENSION, 1);
        assertThat(renew(1)).isCompletedWithValue(0L);
    }

    @Test
    void who_does_not_lead_does_not_renew() {
        book.grant(1, 10);
        refused(renew(1));
        book.promote(EXTENSION, 1);
        book.demote();
        refused(renew(1));
    }

    @Test
    void a_renewal_of_an_expired_lease_waits_until_its_revoke_can_be_seen() {
        book.promote(EXTENSION, 1);
        book.grant(1, 10);
        clock.advanceSeconds(10);
        CompletableFuture<Long> first = renew(1);
        CompletableFuture<Long> second = renew(1);
        book.revoke(1);
        assertThat(first).isNotDone();
        book.settle();
        assertThat(first).isCompletedWithValue(0L);
        assertThat(second).isCompletedWithValue(0L);
    }

    @Test
    void who_waits_for_a_revoke_is_sent_on_when_the_leader_steps_down() {
        book.promote(EXTENSION, 1);
        book.grant(1, 10);
        clock.advanceSeconds(10);
        CompletableFuture<Long> renewal = renew(1);
        book.demote();
        refused(renewal);
    }

    @Test
    void a_checkpoint_is_cleared_before_the_lease_is_renewed_by_one_entry_for_all() {
        book.grant(1, 1000);
        book.checkpoint(1, 400);
        book.promote(EXTENSION, 7);
        CompletableFuture<Long> first = renew(1);
        CompletableFuture<Long> second = renew(1);
        assertThat(first).isNotDone();
        assertThat(log.onTheirWay()).hasSize(1);
        assertThat(log.onTheirWay().get(0).checkpoints()).isEqualTo(List.of(new Remaining(1, 0)));
        assertThat(log.onTheirWay().get(0).term()).isEqualTo(7);
        assertThat(book.remaining(1)).contains(new TimeToLive(1000, 401));
        log.applyFirst();
        assertThat(first).isCompletedWithValue(1000L);
        assertThat(second).isCompletedWithValue(1000L);
        assertThat(book.remaining(1)).contains(new TimeToLive(1000, 1000));
        assertThat(book.find(1)).contains(new Lease(1, 1000, 0));
        assertThat(renew(1)).isCompletedWithValue(1000L);
        assertThat(log.onTheirWay()).isEmpty();
    }

    @Test
    void a_lease_revoked_while_its_checkpoint_is_cleared_is_not_renewed() {
        book.grant(1, 1000);
        book.checkpoint(1, 400);
        book.promote(EXTENSION, 1);
        CompletableFuture<Long> renewal = renew(1);
        book.revoke(1);
        log.applyFirst();
        assertThat(renewal).isCompletedWithValue(0L);
    }

    @Test
    void a_renewal_fails_if_its_checkpoint_cannot_be_cleared() {
        book.grant(1, 1000);
        book.checkpoint(1, 400);
        book.promote(EXTENSION, 1);
        CompletableFuture<Long> renewal = renew(1);
        log.failAll();
        assertThat(renewal).isCompletedExceptionally();
        CompletableFuture<Long> again = renew(1);
        log.applyAll();
        assertThat(again).isCompletedWithValue(1000L);
    }

    @Test
    void a_renewal_gives_up_if_entries_have_no_effect() {
        book.grant(1, 1000);
        book.checkpoint(1, 400);
        book.promote(EXTENSION, 1);
        CompletableFuture<Long> renewal = renew(1);
        for (int attempt = 0; attempt < 3; attempt++) {
            log.ignoreAll();
        }
        refused(renewal);
        assertThat(log.onTheirWay()).isEmpty();
    }

    @Test
    void a_clearing_that_a_new_leader_applies_late_gives_the_whole_ttl() {
        book.grant(1, 1000);
        book.checkpoint(1, 400);
        book.promote(EXTENSION, 1);
        clock.advanceSeconds(100);
        book.checkpoint(1, 0);
        assertThat(book.remaining(1)).contains(new TimeToLive(1000, 1000));
    }

    private CompletableFuture<Long> renew(long id) {
        return renewals.renew(id).toCompletableFuture();
    }

    private static void refused(CompletableFuture<Long> renewal) {
        assertThat(renewal.handle((ttl, failure) -> failure).join())
                .extracting(failure -> failure instanceof CompletionException ? failure.getCause() : failure)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.error()).isEqualTo(EtcdError.NOT_PRIMARY_LESSOR));
    }
}
