package dev.pharos.kvstore.server;

import static dev.pharos.kvstore.request.Requests.delete;
import static dev.pharos.kvstore.request.Requests.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {
    @TempDir
    private Path home;

    @Test
    void what_was_acknowledged_is_there_again_after_each_of_two_restarts() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home);
                Client client = new Client(cluster)) {
            client.leases()
                    .leaseGrant(LeaseGrantRequest.newBuilder()
                            .setID(77)
                            .setTTL(3600)
                            .build());
            client.kv().put(put("a", "1", 77));
            client.kv().put(put("b", "1"));
            client.maintenance()
                    .alarm(AlarmRequest.newBuilder()
                            .setAction(AlarmAction.ACTIVATE)
                            .setAlarm(AlarmType.NOSPACE)
                            .setMemberID(9)
                            .build());
        }
        int hash;
        try (LocalCluster cluster = LocalCluster.start(home);
                Client client = new Client(cluster)) {
            assertThat(client.value("a")).isEqualTo("1");
            assertThat(Client.refusal(() -> client.kv().put(put("c", "1")))).contains("database space exceeded");
            client.kv().deleteRange(delete("b"));
            hash = client.maintenance()
                    .hashKV(HashKVRequest.getDefaultInstance())
                    .getHash();
        }
        try (LocalCluster cluster = LocalCluster.start(home);
                Client client = new Client(cluster)) {
            assertThat(client.get("b").getCount()).isZero();
            assertThat(client.get("a").getHeader().getRevision()).isEqualTo(4);
            assertThat(client.maintenance()
                            .hashKV(HashKVRequest.getDefaultInstance())
                            .getHash())
                    .isEqualTo(hash);
            LeaseTimeToLiveResponse lease = client.leases()
                    .leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder()
                            .setID(77)
                            .setKeys(true)
                            .build());
            assertThat(lease.getGrantedTTL()).isEqualTo(3600);
            assertThat(lease.getTTL()).isPositive();
            assertThat(lease.getKeysList()).containsExactly(put("a", "").getKey());
        }
    }

    @Test
    void the_member_keeps_its_ids_and_says_where_clients_find_it_now() throws Exception {
        MemberListResponse before;
        try (LocalCluster cluster = LocalCluster.start(home)) {
            before = members(cluster);
        }
        try (LocalCluster cluster = LocalCluster.start(home)) {
            MemberListResponse after = members(cluster);

            assertThat(after.getHeader().getClusterId())
                    .isEqualTo(before.getHeader().getClusterId());
            assertThat(after.getHeader().getRevision()).isZero();
            assertThat(after.getMembersList()).singleElement().satisfies(member -> {
                assertThat(member.getID()).isEqualTo(before.getMembers(0).getID());
                assertThat(member.getName()).isEqualTo("default");
                assertThat(member.getClientURLsList()).containsExactly(cluster.clientUrl());
                assertThat(member.getPeerURLsList())
                        .isEqualTo(before.getMembers(0).getPeerURLsList());
            });
        }
    }

    private static MemberListResponse members(LocalCluster cluster) {
        try (Client client = new Client(cluster)) {
            return ClusterGrpc.newBlockingStub(client.channel())
                    .memberList(
                            MemberListRequest.newBuilder().setLinearizable(true).build());
        }
    }

    @Test
    void a_start_that_fails_leaves_nothing_behind_that_a_second_one_trips_over() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + taken.getLocalPort();
            assertThatThrownBy(() -> LocalCluster.start(
                            home, "--listen-client-urls=" + address, "--advertise-client-urls=" + address))
                    .isInstanceOf(RuntimeException.class);
        }
        try (LocalCluster cluster = LocalCluster.start(home);
                Client client = new Client(cluster)) {
            client.kv().put(put("a", "1"));
            assertThat(client.value("a")).isEqualTo("1");
        }
    }

    @Test
    void it_shares_its_ports_if_it_is_told_to() throws Exception {
        try (ServerSocketChannel other = ServerSocketChannel.open()) {
            assumeTrue(
                    other.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT),
                    "this platform cannot share ports");
            other.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String address = "http://127.0.0.1:" + other.socket().getLocalPort();
            String[] flags = {"--listen-client-urls=" + address, "--advertise-client-urls=" + address};
            assertThatThrownBy(() -> LocalCluster.start(home, flags)).hasMessageContaining("address already in use");
            try (LocalCluster cluster = LocalCluster.start(home, flags[0], flags[1], "--socket-reuse-port")) {
                assertThat(cluster.server().clientPort())
                        .isEqualTo(other.socket().getLocalPort());
            }
        }
    }

    @Test
    void a_member_says_how_it_is() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home);
                Client client = new Client(cluster)) {
            client.kv().put(put("a", "1"));
            StatusResponse status = client.maintenance().status(StatusRequest.getDefaultInstance());

            assertThat(status.getLeader()).isEqualTo(cluster.server().memberId());
            assertThat(status.getHeader().getMemberId())
                    .isEqualTo(cluster.server().memberId());
            assertThat(status.getVersion()).matches("3\\.6\\.\\d+");
            assertThat(status.getErrorsList()).isEmpty();
            assertThat(status.getIsLearner()).isFalse();
            assertThat(status.getRaftTerm()).isPositive();
            assertThat(status.getRaftIndex()).isGreaterThanOrEqualTo(status.getRaftAppliedIndex());
            assertThat(status.getDbSize()).isGreaterThanOrEqualTo(status.getDbSizeInUse());
        }
    }

    @Test
    void other_members_are_shown_who_it_is() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (LocalCluster cluster = LocalCluster.start(home, "--listen-peer-urls=http://127.0.0.1:" + port)) {
            HttpClient http = HttpClient.newHttpClient();
            var members = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/members"))
                            .build(),
                    BodyHandlers.ofString());
            var other = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/kv/range"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(members.statusCode()).isEqualTo(200);
            assertThat(members.headers().firstValue("X-Etcd-Cluster-ID")).isPresent();
            assertThat(members.body())
                    .startsWith("[{\"id\":"
                            + Long.toUnsignedString(cluster.server().memberId()) + ",\"peerURLs\":[\"http://")
                    .endsWith("]\n");
            assertThat(other.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_server_may_be_closed_twice() throws Exception {
        LocalCluster cluster = LocalCluster.start(home);
        cluster.close();
        cluster.close();

        assertThat(cluster.endpoint()).startsWith("127.0.0.1:");
    }
}
