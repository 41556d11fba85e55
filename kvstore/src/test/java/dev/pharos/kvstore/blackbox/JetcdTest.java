package dev.pharos.kvstore.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.server.LocalCluster;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.election.CampaignResponse;
import io.etcd.jetcd.election.NoLeaderException;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.lock.LockResponse;
import io.etcd.jetcd.maintenance.StatusResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.LeaseOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client that most Java programs use. */
final class JetcdTest {
    private static final int PATIENCE_SECONDS = 30;

    private LocalCluster cluster;
    private Client client;

    @BeforeEach
    void start(@TempDir Path folder) throws InterruptedException {
        cluster = LocalCluster.start(folder);
        client = Client.builder().endpoints(cluster.clientUrl()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, UTF_8);
    }

    private static <T> T done(CompletableFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void keys_are_put_and_read() throws Exception {
        done(client.getKVClient().put(bytes("a"), bytes("1")));
        done(client.getKVClient().put(bytes("ab"), bytes("2")));
        GetResponse all = done(client.getKVClient()
                .get(bytes("a"), GetOption.builder().isPrefix(true).build()));
        assertThat(all.getKvs()).extracting(pair -> pair.getValue().toString()).containsExactly("1", "2");
        assertThat(done(client.getKVClient().delete(bytes("a"))).getDeleted()).isEqualTo(1);
    }

    @Test
    void a_transaction_creates_what_is_absent_once() throws Exception {
        for (boolean first : new boolean[] {true, false}) {
            TxnResponse answer = done(client.getKVClient()
                    .txn()
                    .If(new Cmp(bytes("a"), Cmp.Op.EQUAL, CmpTarget.version(0)))
                    .Then(Op.put(bytes("a"), bytes("1"), PutOption.DEFAULT))
                    .Else(Op.get(bytes("a"), GetOption.DEFAULT))
                    .commit());
            assertThat(answer.isSucceeded()).isEqualTo(first);
        }
    }

    @Test
    void a_watch_hears_of_changes_with_what_was_before() throws Exception {
        BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
        WatchOption option = WatchOption.builder().withPrevKV(true).build();
        try (Watch.Watcher watcher =
                client.getWatchClient().watch(bytes("a"), option, answer -> events.addAll(answer.getEvents()))) {
            assertThat(watcher).isNotNull();
            done(client.getKVClient().put(bytes("warm"), bytes("up")));
            done(client.getKVClient().put(bytes("a"), bytes("1")));
            done(client.getKVClient().delete(bytes("a")));
            WatchEvent last = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            while (last != null && last.getEventType() != WatchEvent.EventType.DELETE) {
                last = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(last).isNotNull();
            assertThat(last.getPrevKV().getValue()).isEqualTo(bytes("1"));
        }
    }

    @Test
    void a_lease_is_renewed_and_takes_its_keys_along() throws Exception {
        long id = done(client.getLeaseClient().grant(100)).getID();
        done(client.getKVClient()
                .put(bytes("a"), bytes("1"), PutOption.builder().withLeaseId(id).build()));
        assertThat(done(client.getLeaseClient().keepAliveOnce(id)).getTTL()).isEqualTo(100);
        assertThat(done(client.getLeaseClient()
                                .timeToLive(
                                        id,
                                        LeaseOption.builder().withAttachedKeys().build()))
                        .getKeys())
                .containsExactly(bytes("a"));
        done(client.getLeaseClient().revoke(id));
        assertThat(done(client.getKVClient().get(bytes("a"))).getCount()).isZero();
    }

    @Test
    void a_lock_is_held_by_one() throws Exception {
        long first = done(client.getLeaseClient().grant(100)).getID();
        long second = done(client.getLeaseClient().grant(100)).getID();
        LockResponse held = done(client.getLockClient().lock(bytes("mutex"), first));
        assertThat(held.getKey().toString()).isEqualTo("mutex/" + Long.toHexString(first));
        CompletableFuture<LockResponse> waiting = client.getLockClient().lock(bytes("mutex"), second);
        assertThat(waiting).isNotDone();
        done(client.getLockClient().unlock(held.getKey()));
        assertThat(done(waiting).getKey().toString()).isEqualTo("mutex/" + Long.toHexString(second));
    }

    @Test
    void an_election_has_one_leader() throws Exception {
        assertThatThrownBy(() -> done(client.getElectionClient().leader(bytes("race"))))
                .hasRootCauseInstanceOf(NoLeaderException.class);
        long lease = done(client.getLeaseClient().grant(100)).getID();
        CampaignResponse won = done(client.getElectionClient().campaign(bytes("race"), lease, bytes("me")));
        done(client.getElectionClient().proclaim(won.getLeader(), bytes("still me")));
        assertThat(done(client.getElectionClient().leader(bytes("race")))
                        .getKv()
                        .getValue())
                .isEqualTo(bytes("still me"));
        done(client.getElectionClient().resign(won.getLeader()));
    }

    @Test
    void the_member_tells_of_itself_and_hands_out_a_snapshot() throws Exception {
        StatusResponse status = done(client.getMaintenanceClient().statusMember(cluster.clientUrl()));
        assertThat(status.getLeader()).isNotZero();
        assertThat(done(client.getClusterClient().listMember()).getMembers()).hasSize(1);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(done(client.getMaintenanceClient().snapshot(file))).isEqualTo((long) file.size());
        assertThat(file.size()).isPositive();
        assertThat(List.of(done(client.getMaintenanceClient().hashKV(cluster.clientUrl(), 0))
                        .getCompacted()))
                .containsExactly(-1L);
    }
}
