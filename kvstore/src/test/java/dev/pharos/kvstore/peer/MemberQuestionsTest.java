package dev.pharos.kvstore.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.peer.ask.ClusterView;
import dev.pharos.kvstore.peer.ask.PeerClient;
import dev.pharos.kvstore.peer.ask.PeerClient.HashQuestion;
import dev.pharos.kvstore.peer.ask.PeerHash;
import dev.pharos.kvstore.peer.ask.PeerRefusal;
import dev.pharos.kvstore.peer.ask.PeerUnreachable;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members ask each other over HTTP; here one is asked that is its own leader. */
class MemberQuestionsTest {
    @TempDir
    private static Path folder;

    private static LocalCluster cluster;
    private static PeerClient client;
    private static ManagedChannel channel;
    private static ClusterView view;
    private static Member self;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(folder);
        client = new PeerClient(Duration.ofSeconds(10));
        channel = ManagedChannelBuilder.forTarget(cluster.endpoint())
                .usePlaintext()
                .build();
        view = client.members(List.of("http://127.0.0.1:1", cluster.peerUrl())).get();
        self = view.members().get(0);
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        client.close();
        cluster.close();
    }

    @Test
    void a_member_says_who_belongs_to_its_cluster_and_of_which_release_it_is() throws Exception {
        assertThat(view.members()).hasSize(1);
        assertThat(self.id()).isEqualTo(cluster.server().memberId());
        assertThat(self.name()).isEqualTo("default");
        assertThat(client.version(self).get()).startsWith("3.6.");
    }

    @Test
    void a_lease_is_renewed_and_told_of() throws Exception {
        long id = LeaseGrpc.newBlockingStub(channel)
                .leaseGrant(LeaseGrantRequest.newBuilder().setTTL(100).build())
                .getID();

        assertThat(client.renew(self, id).get().getTTL()).isEqualTo(100);
        var told = client.timeToLive(self, question(id)).get();
        assertThat(told.getGrantedTTL()).isEqualTo(100);
        assertThat(told.getTTL()).isBetween(90L, 100L);
    }

    @Test
    void a_lease_that_is_not_there_is_not_found() {
        assertRefused(404, "lease not found", client.renew(self, 4711));
        assertRefused(404, "lease not found", client.timeToLive(self, question(4711)));
    }

    @Test
    void the_hash_is_that_which_clients_are_told() throws Exception {
        HashKVResponse clients = MaintenanceGrpc.newBlockingStub(channel).hashKV(HashKVRequest.getDefaultInstance());
        PeerHash peers = client.hashKv(self, question(view.clusterId(), 0)).get();

        assertThat(peers.hash()).isEqualTo(Integer.toUnsignedLong(clients.getHash()));
        assertThat(peers.compactRevision()).isEqualTo(clients.getCompactRevision());
        assertRefused(412, "cluster ID mismatch", client.hashKv(self, question(1, 0)));
        assertRefused(
                400,
                "mvcc: required revision is a future revision",
                client.hashKv(self, question(view.clusterId(), 1000)));
    }

    @Test
    void only_a_learner_can_be_promoted() {
        assertRefused(404, "membership: ID not found", client.promote(self, 99));
        assertRefused(412, "membership: can only promote a learner member", client.promote(self, self.id()));
    }

    @Test
    void nobody_answers_where_nobody_is() {
        Member nowhere = Member.voter(1, List.of("http://127.0.0.1:1", "no address"));
        assertThatThrownBy(() -> client.version(nowhere).get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(PeerUnreachable.class)
                .hasMessageContaining("http://127.0.0.1:1");
    }

    private static HashQuestion question(long clusterId, long revision) {
        return new HashQuestion(clusterId, revision, Duration.ofSeconds(10));
    }

    private static LeaseTimeToLiveRequest question(long lease) {
        return LeaseTimeToLiveRequest.newBuilder().setID(lease).build();
    }

    private static void assertRefused(int status, String text, CompletableFuture<?> asked) {
        assertThatThrownBy(asked::get).cause().isInstanceOfSatisfying(PeerRefusal.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.text()).isEqualTo(text);
        });
    }
}
