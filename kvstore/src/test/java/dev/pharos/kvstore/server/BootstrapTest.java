package dev.pharos.kvstore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pharos.kvstore.cluster.ClusterIds;
import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.config.ConfigReader;
import dev.pharos.kvstore.config.ConfigResult;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.peer.ask.PeerClient;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.wire.dns.NameServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final long CLUSTER = 0xabcL;
    private static final String OWN = "http://127.0.0.1:1";

    private final PeerClient client = new PeerClient(Duration.ofSeconds(10));
    private HttpServer other;
    private String otherUrl;
    private volatile List<Member> known = List.of();
    private volatile String spoken = "3.6.0";

    @BeforeEach
    void start() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/members", exchange -> {
            String body = known.stream().map(MemberJson::write).collect(Collectors.joining(",", "[", "]"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Etcd-Cluster-ID", Long.toHexString(CLUSTER));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.createContext("/version", exchange -> {
            byte[] bytes =
                    ("{\"etcdserver\":\"3.7.0\",\"etcdcluster\":\"" + spoken + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.start();
        otherUrl = "http://127.0.0.1:" + other.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        other.stop(0);
        client.close();
    }

    @Test
    void founders_come_to_the_same_entries_and_ids() throws InterruptedException {
        String cluster = "c=http://c:1,a=" + OWN + ",b=http://b:1,b=http://b:2";
        Bootstrap first = bootstrap("a", OWN, cluster, "new");
        Bootstrap second = bootstrap("b", "http://b:1,http://b:2", cluster, "new");

        assertThat(first.founders()).isEqualTo(second.founders()).hasSize(3);
        assertThat(ids(first)).isSortedAccordingTo(Long::compareUnsigned);
        assertThat(first.identity().clusterId())
                .isEqualTo(second.identity().clusterId())
                .isEqualTo(ClusterIds.ofCluster(ids(first)));
        assertThat(first.identity().memberId()).isEqualTo(ClusterIds.ofFounder(List.of(OWN), "etcd-cluster"));
        assertThat(second.identity().memberId())
                .isEqualTo(ClusterIds.ofFounder(List.of("http://b:1", "http://b:2"), "etcd-cluster"));
        assertThat(first.others())
                .extracting(Member::id)
                .hasSize(2)
                .doesNotContain(first.identity().memberId());
    }

    @Test
    void a_founder_that_lost_its_disk_does_not_found_again() {
        String cluster = "a=" + OWN + ",b=" + otherUrl;
        long own = ClusterIds.ofFounder(List.of(OWN), "etcd-cluster");
        known = List.of(new Member(own, "a", List.of(OWN), List.of("http://client:1"), Member.Kind.VOTER));

        assertThatThrownBy(() -> bootstrap("a", OWN, cluster, "new"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("member " + Long.toHexString(own) + " has already been bootstrapped");
    }

    @Test
    void a_founder_that_the_others_wait_for_may_begin() throws InterruptedException {
        String cluster = "a=" + OWN + ",b=" + otherUrl;
        known = List.of(Member.voter(ClusterIds.ofFounder(List.of(OWN), "etcd-cluster"), List.of(OWN)));

        assertThat(bootstrap("a", OWN, cluster, "new").founders()).hasSize(2);
    }

    /** Even if the others know it as one that has started: its log says that it is the same. */
    @Test
    void a_founder_that_ended_before_its_first_entries_offers_them_again() throws InterruptedException {
        Bootstrap first = bootstrap("a", OWN, "a=" + OWN + ",b=http://b:1", "new");
        Bootstrap again = again(first.identity(), "a=" + OWN + ",b=http://b:1", "new");

        assertThat(again.identity()).isEqualTo(first.identity());
        assertThat(again.founders()).isEqualTo(first.founders());
        assertThat(again.isRestart()).isTrue();
        assertThat(first.isRestart()).isFalse();
    }

    @Test
    void a_log_counts_more_than_what_the_options_say_by_now() throws InterruptedException {
        LogIdentity known = bootstrap("a", OWN, "a=" + OWN, "new").identity();

        for (String cluster : List.of("a=" + OWN + ",b=http://b:1", "c=http://c:1", "broken")) {
            Bootstrap again = again(known, cluster, "new");
            assertThat(again.identity()).isEqualTo(known);
            assertThat(again.founders()).isEmpty();
        }
        assertThat(again(known, "a=" + OWN, "existing").founders()).isEmpty();
    }

    @Test
    void who_has_applied_who_belongs_to_the_cluster_asks_nobody() throws InterruptedException {
        Bootstrap known = bootstrap("a", OWN, "a=" + OWN, "new");
        Bootstrap restarted = new Bootstrap(known.identity(), List.of(), List.of());
        ClusterState applied = new ClusterState(Map.of(1L, Member.voter(1, List.of(OWN))), Set.of(), "");

        assertThat(restarted.resumed(applied, options("a", OWN, "a=" + OWN, "new"), informants()))
                .isSameAs(restarted);
        assertThat(known.resumed(ClusterState.EMPTY, options("a", OWN, "a=" + OWN, "new"), informants()))
                .isSameAs(known);
    }

    @Test
    void who_joined_and_ended_before_its_first_entry_asks_again_where_the_others_are() throws InterruptedException {
        known = List.of(Member.voter(5, List.of(otherUrl)).named("b", List.of()), Member.voter(6, List.of(OWN)));
        Bootstrap joining = bootstrap("a", OWN, "a=" + OWN + ",b=" + otherUrl, "existing");

        Bootstrap again = again(joining.identity(), "a=" + OWN + ",b=" + otherUrl, "existing");
        assertThat(again.identity()).isEqualTo(joining.identity());
        assertThat(again.others()).extracting(Member::id).containsExactly(5L);
        assertThat(again.founders()).isEmpty();
    }

    @Test
    void who_joined_and_is_told_nothing_of_itself_waits_for_the_others() throws InterruptedException {
        known = List.of(Member.voter(5, List.of(otherUrl)), Member.voter(6, List.of(OWN)));
        String cluster = "a=" + OWN + ",b=" + otherUrl;

        assertThat(again(new LogIdentity(6, CLUSTER + 1), cluster, "existing").others())
                .isEmpty();
        assertThat(again(new LogIdentity(7, CLUSTER), cluster, "existing").others())
                .isEmpty();
        assertThat(again(new LogIdentity(6, CLUSTER), "a=" + OWN + ",b=http://127.0.0.1:1", "existing")
                        .others())
                .isEmpty();
        assertThat(again(new LogIdentity(6, CLUSTER), "broken", "existing").others())
                .isEmpty();
    }

    @Test
    void who_joins_may_call_hosts_otherwise_than_the_members_do() throws InterruptedException {
        String byName = otherUrl.replace("127.0.0.1", "localhost");
        known = List.of(
                Member.voter(5, List.of(byName)).named("b", List.of()),
                Member.voter(6, List.of("http://a.example.org:1")));

        assertThat(bootstrap("a", OWN, "a=" + OWN + ",b=" + otherUrl, "existing")
                        .identity()
                        .memberId())
                .isEqualTo(6);
    }

    /** They go by what the initial cluster says. */
    @Test
    void who_joins_may_advertise_another_address() throws InterruptedException {
        known = List.of(Member.voter(5, List.of(otherUrl)).named("b", List.of()), Member.voter(6, List.of(OWN)));

        assertThat(bootstrap("a", "http://127.0.0.1:9", "a=" + OWN + ",b=" + otherUrl, "existing")
                        .identity()
                        .memberId())
                .isEqualTo(6);
    }

    @Test
    void a_founder_may_advertise_a_name_where_the_cluster_has_a_number() throws InterruptedException {
        Bootstrap founding = bootstrap("a", "http://a.example.org:1", "a=" + OWN + ",b=http://b:1", "new");
        assertThat(founding.identity().memberId()).isEqualTo(ClusterIds.ofFounder(List.of(OWN), "etcd-cluster"));

        assertThatThrownBy(() -> bootstrap("a", "http://nowhere:1", "a=" + OWN, "new"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("--initial-cluster has a=" + OWN + " but missing from"
                        + " --initial-advertise-peer-urls=http://nowhere:1"
                        + " (failed to resolve \"http://nowhere:1\" (lookup nowhere: no such host))");
    }

    @Test
    void who_joins_is_told_its_id_by_the_members() throws InterruptedException {
        known = List.of(Member.voter(5, List.of(otherUrl)).named("b", List.of()), Member.voter(6, List.of(OWN)));
        Bootstrap joining = bootstrap("a", OWN, "a=" + OWN + ",b=" + otherUrl, "existing");

        assertThat(joining.identity().memberId()).isEqualTo(6);
        assertThat(joining.identity().clusterId()).isEqualTo(CLUSTER);
        assertThat(joining.founders()).isEmpty();
        assertThat(joining.others()).extracting(Member::id).containsExactly(5L);
    }

    @Test
    void who_joins_must_know_the_version_that_the_cluster_speaks() throws InterruptedException {
        known = List.of(Member.voter(5, List.of(otherUrl)).named("b", List.of()), Member.voter(6, List.of(OWN)));
        for (String unknown : List.of("3.7.0", "2.3.0", "not_decided")) {
            spoken = unknown;
            assertThatThrownBy(() -> bootstrap("a", OWN, "a=" + OWN + ",b=" + otherUrl, "existing"))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("incompatible with current running cluster");
        }
        spoken = "3.4.0";
        assertThat(bootstrap("a", OWN, "a=" + OWN + ",b=" + otherUrl, "existing")
                        .identity()
                        .memberId())
                .isEqualTo(6);
    }

    @Test
    void who_joins_must_have_been_added() {
        known = List.of(Member.voter(-5, List.of(otherUrl)).named("b", List.of("http://c:1")));
        assertThatThrownBy(() -> bootstrap("a", OWN, "a=" + OWN + ",b=" + otherUrl, "existing"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("error validating peerURLs {ClusterID:abc Members:[&{ID:fffffffffffffffb"
                        + " RaftAttributes:{PeerURLs:[" + otherUrl + "] IsLearner:false}"
                        + " Attributes:{Name:b ClientURLs:[http://c:1]}}] RemovedMemberIDs:[]}:"
                        + " member count is unequal");

        known = List.of(Member.voter(5, List.of(otherUrl)), Member.voter(6, List.of("http://elsewhere:1")));
        assertThatThrownBy(() -> bootstrap("a", OWN, "a=" + OWN + ",b=" + otherUrl, "existing"))
                .isInstanceOf(StartFailure.class)
                .hasMessageEndingWith("PeerURLs: no match found for existing member (6, [http://elsewhere:1]), last"
                        + " resolver error (failed to resolve \"http://elsewhere:1\""
                        + " (lookup elsewhere: no such host))");
    }

    @Test
    void who_joins_needs_a_member_that_answers() {
        String nobody = "http://127.0.0.1:1";
        assertThatThrownBy(() -> bootstrap("a", otherUrl, "a=" + otherUrl + ",b=" + nobody, "existing"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("cannot fetch cluster info from peer urls: could not retrieve cluster information from the"
                        + " given URLs");
    }

    private Bootstrap bootstrap(String name, String own, String cluster, String state) throws InterruptedException {
        return Bootstrap.first(options(name, own, cluster, state), informants());
    }

    private Bootstrap again(LogIdentity identity, String cluster, String state) throws InterruptedException {
        return new Bootstrap(identity, List.of(), List.of())
                .resumed(ClusterState.EMPTY, options("a", OWN, cluster, state), informants());
    }

    private Informants informants() {
        return new Informants(client, NameServers.of(""), BootstrapTest::lookup, Duration.ZERO, ServerLog.silent());
    }

    /** All hosts of this world are on loopback. */
    private static InetAddress lookup(String host) throws UnknownHostException {
        if (host.endsWith(".example.org") || Set.of("localhost", "127.0.0.1").contains(host)) {
            return InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1});
        }
        throw new UnknownHostException(host);
    }

    private static ServerOptions options(String name, String own, String cluster, String state) {
        List<String> flags = List.of(
                "--name=" + name,
                "--listen-peer-urls=http://127.0.0.1:0",
                "--initial-advertise-peer-urls=" + own,
                "--initial-cluster=" + cluster,
                "--initial-cluster-state=" + state);
        ConfigResult read = ConfigReader.read(flags, Map.of());
        assertThat(read).isInstanceOf(ConfigResult.Options.class);
        return ((ConfigResult.Options) read).options();
    }

    private static List<Long> ids(Bootstrap bootstrap) {
        List<Long> ids = new ArrayList<>();
        for (MembershipChange founder : bootstrap.founders()) {
            ids.add(founder.steps().get(0).member());
        }
        return ids;
    }
}
