package dev.pharos.kvstore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.value.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseBookTest {
    private final LeaseBook book = new LeaseBook(LeaseOptions.of(2, Checkpoints.ON), new HandClock(), Runnable::run);

    @Test
    void a_ttl_below_the_least_one_is_raised() {
        assertThat(book.grant(1, 1).ttlSeconds()).isEqualTo(2);
        assertThat(book.grant(2, -5).ttlSeconds()).isEqualTo(2);
        assertThat(book.grant(3, 3).ttlSeconds()).isEqualTo(3);
    }

    @Test
    void the_least_ttl_leaves_time_for_an_election() {
        assertThat(LeaseOptions.minTtlSeconds(10, Duration.ofMillis(100))).isEqualTo(2);
        assertThat(LeaseOptions.minTtlSeconds(10, Duration.ofMillis(200))).isEqualTo(3);
        assertThat(LeaseOptions.minTtlSeconds(5, Duration.ofMillis(10))).isEqualTo(1);
    }

    @Test
    void a_grant_is_refused_for_a_ttl_too_large_and_an_id_in_use() {
        refused(EtcdError.LEASE_TTL_TOO_LARGE, () -> book.grant(7, 9_000_000_001L));
        assertThat(book.grant(7, 9_000_000_000L)).isEqualTo(new Lease(7, 9_000_000_000L, 0));
        refused(EtcdError.LEASE_EXISTS, () -> book.grant(7, 10));
        refused(EtcdError.LEASE_NOT_FOUND, () -> book.grant(0, 10));
    }

    @Test
    void a_negative_id_is_taken_as_given() {
        book.grant(-9, 10);
        assertThat(book.exists(-9)).isTrue();
        assertThat(book.ids()).containsExactly(-9);
    }

    @Test
    void a_revoke_gives_the_keys_in_their_order_and_forgets_all() {
        book.grant(1, 10);
        for (String key : List.of("b", "a", "ab", "\u00ff", "c")) {
            book.attach(Bytes.fromUtf8(key), 1);
        }
        book.detach(Bytes.fromUtf8("c"));
        assertThat(book.revoke(1))
                .containsExactly(
                        Bytes.fromUtf8("a"), Bytes.fromUtf8("ab"), Bytes.fromUtf8("b"), Bytes.fromUtf8("\u00ff"));
        assertThat(book.exists(1)).isFalse();
        assertThat(book.leaseOf(Bytes.fromUtf8("a"))).isZero();
        refused(EtcdError.LEASE_NOT_FOUND, () -> book.revoke(1));
    }

    @Test
    void a_key_hangs_on_the_lease_it_was_attached_to_last() {
        Bytes key = Bytes.fromUtf8("k");
        book.grant(1, 10);
        book.grant(2, 10);
        book.attach(key, 1);
        book.attach(key, 2);
        assertThat(book.leaseOf(key)).isEqualTo(2);
        assertThat(book.keysOf(1)).isEmpty();
        refused(EtcdError.LEASE_NOT_FOUND, () -> book.attach(key, 3));
        assertThat(book.leaseOf(key)).isEqualTo(2);
        book.attach(key, 0);
        assertThat(book.leaseOf(key)).isZero();
        assertThat(book.keysOf(2)).isEmpty();
    }

    @Test
    void a_restored_book_has_what_was_stored_and_nothing_else() {
        book.grant(5, 10);
        book.attach(Bytes.fromUtf8("old"), 5);
        book.restore(List.of(new Lease(1, 100, 0), new Lease(2, 100, 30), new Lease(3, 1, 0)));
        book.attach(Bytes.fromUtf8("k"), 1);
        assertThat(book.exists(5)).isFalse();
        assertThat(book.leaseOf(Bytes.fromUtf8("old"))).isZero();
        assertThat(book.find(2)).contains(new Lease(2, 100, 30));
        assertThat(book.find(3)).contains(new Lease(3, 2, 0));
        assertThat(book.keysOf(1)).containsExactly(Bytes.fromUtf8("k"));
        assertThat(book.size()).isEqualTo(3);
    }

    @Test
    void a_book_that_takes_over_has_what_the_other_was_filled_with_and_leads_no_more() {
        book.grant(5, 10);
        book.attach(Bytes.fromUtf8("old"), 5);
        book.promote(Duration.ofSeconds(1), 3);
        LeaseBook filled = book.blank();
        filled.restore(List.of(new Lease(1, 100, 30), new Lease(2, 1, 0)));
        filled.attach(Bytes.fromUtf8("k"), 1);
        assertThat(book.ids()).containsExactly(5);
        book.takeOver(filled);
        assertThat(book.exists(5)).isFalse();
        assertThat(book.leaseOf(Bytes.fromUtf8("old"))).isZero();
        assertThat(book.find(1)).contains(new Lease(1, 100, 30));
        assertThat(book.find(2)).contains(new Lease(2, 2, 0));
        assertThat(book.keysOf(1)).containsExactly(Bytes.fromUtf8("k"));
        assertThat(book.leadingTerm()).isEmpty();
        book.attach(Bytes.fromUtf8("k"), 2);
        assertThat(book.keysOf(1)).isEmpty();
    }

    @Test
    void a_checkpoint_of_an_unknown_lease_is_left_out() {
        book.grant(1, 1000);
        assertThat(book.checkpoint(1, 400)).contains(new Lease(1, 1000, 400));
        assertThat(book.checkpoint(2, 400)).isEmpty();
        assertThat(book.checkpoint(1, 0)).contains(new Lease(1, 1000, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void it_agrees_with_plain_maps_over_random_operations(long seed) {
        Random random = new Random(seed);
        Map<Long, Long> ttls = new TreeMap<>();
        Map<Bytes, Long> attached = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            // Near ids and keys share cells of the tables, which is where mistakes would show.
            long id = 1L + random.nextInt(60);
            Bytes key = Bytes.fromUtf8("k" + random.nextInt(200));
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    if (ttls.putIfAbsent(id, 5 + id) == null) {
                        book.grant(id, 5 + id);
                    }
                }
                case 2 -> {
                    if (ttls.remove(id) != null) {
                        assertThat(book.revoke(id)).isEqualTo(keysOf(attached, id));
                        attached.values().removeIf(owner -> owner == id);
                    }
                }
                case 3 -> {
                    attached.remove(key);
                    book.detach(key);
                }
                default -> {
                    if (ttls.containsKey(id)) {
                        attached.put(key, id);
                        book.attach(key, id);
                    }
                }
            }
            assertThat(book.leaseOf(key)).isEqualTo(attached.getOrDefault(key, 0L));
            assertThat(book.exists(id)).isEqualTo(ttls.containsKey(id));
            assertThat(book.keysOf(id)).isEqualTo(keysOf(attached, id));
        }
        assertThat(book.ids()).containsExactlyInAnyOrder(ttls.keySet().toArray(Long[]::new));
        attached.forEach((key, id) -> assertThat(book.leaseOf(key)).isEqualTo(id));
    }

    private static List<Bytes> keysOf(Map<Bytes, Long> attached, long id) {
        List<Bytes> keys = new ArrayList<>();
        attached.forEach((key, owner) -> {
            if (owner == id) {
                keys.add(key);
            }
        });
        return keys;
    }

    private static void refused(EtcdError error, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
