package dev.pharos.kvstore.server;

import static dev.pharos.kvstore.server.Client.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.cluster.Downgrade;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.DowngradeInfo;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest.DowngradeAction;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import dev.pharos.wire.proto.membershippb.DowngradeInfoSetRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster goes to the release before its own, and back. */
@Timeout(120)
class DowngradeTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path home;

    private static String downgrade(Client client, DowngradeAction action, String version) {
        return client.maintenance()
                .downgrade(DowngradeRequest.newBuilder()
                        .setAction(action)
                        .setVersion(version)
                        .build())
                .getVersion();
    }

    private static HttpResponse<String> ofPeers(LocalServer member) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(member.peerUrl() + "/downgrade/enabled"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static StatusResponse status(LocalServer member) {
        try (Client client = new Client(member)) {
            return client.maintenance().status(StatusRequest.getDefaultInstance());
        }
    }

    private static DowngradeInfo info(boolean isEnabled, String target) {
        return DowngradeInfo.newBuilder()
                .setEnabled(isEnabled)
                .setTargetVersion(target)
                .build();
    }

    private static void awaitVersion(LocalServer member, String version) throws Exception {
        Soon.until(
                "the cluster speaks " + version,
                () -> Page.of(member, "/version").body().contains("\"etcdcluster\":\"" + version + "\""));
        assertThat(status(member).getStorageVersion()).isEqualTo(version);
        Soon.until(
                "the metric",
                () -> Page.metric(member, "etcd_cluster_version{cluster_version=\"" + version.substring(0, 3) + "\"} ")
                        == 1);
    }

    @Test
    void all_members_go_there_together_and_stay_on_the_way_over_restarts() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home, 3, "--heartbeat-interval=50", "--election-timeout=500")) {
            LocalServer follower = cluster.followers().get(0);
            awaitVersion(follower, "3.6.0");
            try (Client client = new Client(follower)) {
                assertThat(ofPeers(follower).body()).isEqualTo("false");
                assertThat(downgrade(client, DowngradeAction.CANCEL, "")).isEqualTo("3.6");
                assertThat(refusal(() -> downgrade(client, DowngradeAction.ENABLE, "3.4")))
                        .contains(EtcdError.INVALID_DOWNGRADE_TARGET.message());
                assertThat(downgrade(client, DowngradeAction.ENABLE, "3.5")).isEqualTo("3.6");
                assertThat(refusal(() -> downgrade(client, DowngradeAction.VALIDATE, "3.5")))
                        .containsAnyOf(
                                EtcdError.DOWNGRADE_IN_PROGRESS.message(),
                                EtcdError.INVALID_DOWNGRADE_TARGET.message());
            }
            for (LocalServer member : cluster.members()) {
                awaitVersion(member, "3.5.0");
                assertThat(status(member).getDowngradeInfo()).isEqualTo(info(true, "3.5.0"));
                assertThat(ofPeers(member).body()).isEqualTo("true");
                assertThat(ofPeers(member).headers().firstValue("X-Etcd-Cluster-ID"))
                        .isPresent();
            }
            follower.stop();
            follower.start();
            assertThat(status(follower).getDowngradeInfo()).isEqualTo(info(true, "3.5.0"));
            try (Client client = new Client(follower)) {
                assertThat(refusal(() -> downgrade(client, DowngradeAction.ENABLE, "3.4")))
                        .contains(EtcdError.DOWNGRADE_IN_PROGRESS.message());
                assertThat(downgrade(client, DowngradeAction.CANCEL, "")).isIn("3.5", "3.6");
            }
            for (LocalServer member : cluster.members()) {
                awaitVersion(member, "3.6.0");
                assertThat(status(member).getDowngradeInfo()).isEqualTo(info(false, ""));
            }
        }
    }

    /** As when members of a later release had ordered it and were then exchanged for these. */
    @Test
    void it_ends_by_itself_when_all_members_are_of_the_release() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home, "--downgrade-check-time=50ms")) {
            LocalServer member = cluster.member(0);
            awaitVersion(member, "3.6.0");
            cluster.server()
                    .member()
                    .proposer()
                    .propose(InternalRaftRequest.newBuilder()
                            .setDowngradeInfoSet(DowngradeInfoSetRequest.newBuilder()
                                    .setEnabled(true)
                                    .setVer("3.6.0")))
                    .get(60, TimeUnit.SECONDS);
            Soon.until(
                    "it ends",
                    () -> cluster.server()
                            .member()
                            .applied()
                            .cluster()
                            .state()
                            .downgrade()
                            .equals(Downgrade.NONE));
            assertThat(status(member).getDowngradeInfo().getEnabled()).isFalse();
        }
    }

    @Test
    void nobody_looks_for_the_end_if_nobody_is_to() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home, "--downgrade-check-time=0s");
                Client client = new Client(cluster)) {
            assertThat(downgrade(client, DowngradeAction.ENABLE, "3.5.0")).isEqualTo("3.6");
            assertThat(status(cluster.member(0)).getDowngradeInfo()).isEqualTo(info(true, "3.5.0"));
        }
    }
}
