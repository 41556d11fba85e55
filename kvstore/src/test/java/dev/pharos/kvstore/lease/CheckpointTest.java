package dev.pharos.kvstore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final long EXTENSION_SECONDS = 1;

    private final LeaseCluster cluster = new LeaseCluster(3, Checkpoints.ON);

    @Test
    void a_long_lease_is_written_down_every_interval_while_more_than_one_is_left() {
        cluster.elect(0);
        cluster.grant(1, 1000);
        cluster.grant(2, 299);
        cluster.run(301);
        assertThat(cluster.book(2).find(1).orElseThrow().remainingSeconds()).isBetween(668L, 700L);
        cluster.run(300);
        assertThat(cluster.book(2).find(1).orElseThrow().remainingSeconds()).isBetween(337L, 400L);
        assertThat(cluster.checkpointsApplied()).isEqualTo(2);
        cluster.run(390);
        assertThat(cluster.checkpointsApplied()).isEqualTo(2);
        cluster.run(20);
        assertThat(cluster.book(0).exists(1)).isFalse();
    }

    @Test
    void a_lease_that_is_renewed_is_not_written_down() {
        cluster.elect(0);
        cluster.grant(1, 600);
        for (int i = 0; i < 20; i++) {
            cluster.run(200);
            assertThat(cluster.renew(1)).isCompletedWithValue(600L);
        }
        assertThat(cluster.checkpointsApplied()).isZero();
    }

    @Test
    void without_the_gate_nothing_is_written_down() {
        LeaseCluster without = new LeaseCluster(3, Checkpoints.OFF);
        without.elect(0);
        without.grant(1, 10_000);
        without.run(2000);
        assertThat(without.checkpointsApplied()).isZero();
    }

    @Test
    void many_leases_go_in_several_entries() {
        cluster.elect(0);
        for (long id = 1; id <= 2500; id++) {
            cluster.grant(id, 10_000);
        }
        cluster.run(400);
        for (long id = 1; id <= 2500; id++) {
            assertThat(cluster.book(1).find(id).orElseThrow().remainingSeconds())
                    .isBetween(9600L, 9700L);
        }
        assertThat(cluster.largestCheckpoint()).isEqualTo(1000);
    }

    @Test
    void no_leader_gives_more_than_the_last_checkpoint_over_many_changes() {
        cluster.elect(0);
        cluster.grant(1, 7200);
        long last = 7200;
        for (int change = 1; change <= 15; change++) {
            cluster.run(400);
            long written = cluster.book(0).find(1).orElseThrow().remainingSeconds();
            assertThat(written).isPositive().isLessThanOrEqualTo(last - 300 + EXTENSION_SECONDS);
            last = written;
            cluster.elect(change % 3);
            assertThat(cluster.remainingSeconds(1)).isEqualTo(written + EXTENSION_SECONDS);
        }
    }

    @Test
    void a_renewal_undoes_a_checkpoint_that_was_proposed_before_and_is_applied_after() {
        cluster.elect(0);
        cluster.grant(1, 1000);
        cluster.holdBack();
        cluster.run(340);
        CompletableFuture<Long> renewal = cluster.renew(1);
        assertThat(renewal).isNotDone();
        cluster.applyAll();
        assertThat(renewal).isCompletedWithValue(1000L);
        cluster.elect(1);
        assertThat(cluster.remainingSeconds(1)).isEqualTo(1000 + EXTENSION_SECONDS);
    }

    /** Whatever is held back, lost or applied late: a renewal that was answered holds for all of the TTL. */
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38})
    void no_lease_ends_before_its_last_renewal_promised(long seed) {
        Random random = new Random(seed);
        Map<Long, Long> promised = new HashMap<>();
        cluster.elect(0);
        for (long id = 1; id <= 40; id++) {
            cluster.grant(id, 400 + 100 * id);
            promised.put(id, cluster.nowNanos() + seconds(400 + 100 * id));
        }
        for (int step = 0; step < 4000; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    long id = 1L + random.nextInt(40);
                    CompletionStage<Void> unused = cluster.renew(id)
                            .thenAccept(ttl -> promised.computeIfPresent(
                                    id, (any, end) -> ttl == 0 ? end : cluster.nowNanos() + seconds(ttl)));
                }
                case 2 -> cluster.holdBack();
                case 3, 4 -> cluster.applyAll();
                case 5 -> {
                    if (random.nextInt(20) == 0) {
                        cluster.elect(random.nextInt(3));
                    }
                }
                default -> cluster.run(random.nextInt(60));
            }
            promised.entrySet().removeIf(entry -> {
                boolean gone = !cluster.book(0).exists(entry.getKey());
                assertThat(gone && entry.getValue() - cluster.nowNanos() > 0)
                        .as("lease %d ended early", entry.getKey())
                        .isFalse();
                return gone;
            });
        }
        assertThat(cluster.checkpointsApplied()).isPositive();
    }

    @Test
    void what_was_stored_is_what_a_member_starts_with() {
        cluster.elect(0);
        cluster.grant(1, 1000);
        cluster.run(400);
        Lease stored = cluster.book(1).find(1).orElseThrow();
        cluster.book(1).restore(List.of(stored));
        cluster.elect(1);
        assertThat(cluster.remainingSeconds(1)).isEqualTo(stored.remainingSeconds() + EXTENSION_SECONDS);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
