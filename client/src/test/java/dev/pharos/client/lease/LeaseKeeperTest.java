package dev.pharos.client.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.client.Client;
import dev.pharos.client.Requests;
import dev.pharos.client.data.CallFailure;
import dev.pharos.client.lease.LeaseListener.LossReason;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class LeaseKeeperTest {
    private static final long TTL_SECONDS = 3;

    @TempDir
    private Path folder;

    private LocalCluster cluster;
    private Client client;
    private long lease;

    @BeforeEach
    void start() throws InterruptedException {
        cluster = LocalCluster.start(folder);
        client = Client.connect(cluster.endpoint());
        lease = client.leases()
                .grant(LeaseGrantRequest.newBuilder().setTTL(TTL_SECONDS).build(), Requests.PATIENCE)
                .join()
                .getID();
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    private static final class Told implements LeaseListener {
        private final CountDownLatch renewals = new CountDownLatch(4);
        private final CompletableFuture<LossReason> lost = new CompletableFuture<>();

        @Override
        public void onRenewed(LeaseAnswer answer) {
            renewals.countDown();
        }

        @Override
        public void onLost(LossReason reason) {
            lost.complete(reason);
        }
    }

    private LeaseKeeper keep(Told told) {
        return client.leases().keep(lease, Duration.ofSeconds(TTL_SECONDS), told);
    }

    @Test
    void a_lease_lives_beyond_its_time() throws InterruptedException {
        Told told = new Told();
        LeaseKeeper keeper = keep(told);
        try {
            // Four renewals, one each third of its time.
            told.renewals.await();
            LeaseTimeToLiveRequest question =
                    LeaseTimeToLiveRequest.newBuilder().setID(lease).build();
            assertThat(client.leases()
                            .timeToLive(question, Requests.PATIENCE)
                            .join()
                            .getTTL())
                    .isPositive();
            assertThat(told.lost).isNotDone();
        } finally {
            keeper.close();
        }
    }

    @Test
    void a_revoked_lease_is_known_to_be_gone() {
        Told told = new Told();
        LeaseKeeper keeper = keep(told);
        try {
            client.leases()
                    .revoke(LeaseRevokeRequest.newBuilder().setID(lease).build(), Requests.PATIENCE)
                    .join();
            assertThat(told.lost.join()).isEqualTo(LossReason.GONE);
        } finally {
            keeper.close();
        }
    }

    @Test
    void a_lease_that_no_server_renews_is_lost_in_time() {
        Told told = new Told();
        LeaseKeeper keeper = keep(told);
        try {
            cluster.member(0).stop();
            assertThat(told.lost.join()).isEqualTo(LossReason.NOT_RENEWED_IN_TIME);
        } finally {
            keeper.close();
        }
    }

    @Test
    void a_closed_keeper_says_nothing_more() {
        Told told = new Told();
        keep(told).close();
        client.leases()
                .revoke(LeaseRevokeRequest.newBuilder().setID(lease).build(), Requests.PATIENCE)
                .join();
        assertThatThrownBy(() -> told.lost.get(TTL_SECONDS + 1, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void one_renewal_tells_whether_the_lease_is_there() {
        assertThat(client.leases().renewOnce(lease, Requests.PATIENCE).join().isAlive())
                .isTrue();
        assertThat(client.leases().renewOnce(12345, Requests.PATIENCE).join().isAlive())
                .isFalse();
    }

    @Test
    void a_renewal_that_nobody_answers_ends_in_its_time() {
        cluster.member(0).stop();
        assertThatThrownBy(() ->
                        client.leases().renewOnce(lease, Duration.ofMillis(300)).join())
                .hasCauseInstanceOf(CallFailure.class)
                .hasMessageContaining("context deadline exceeded");
    }
}
