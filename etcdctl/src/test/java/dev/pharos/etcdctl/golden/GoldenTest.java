package dev.pharos.etcdctl.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.client.Client;
import dev.pharos.client.channel.TlsOptions;
import dev.pharos.client.channel.TlsOptions.Verification;
import dev.pharos.etcdctl.golden.Transcript.Step;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.kvstore.server.LocalServer;
import dev.pharos.testkit.tls.Certificate;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the program says, letter by letter, as the real one said it. With {@code -Dpharos.etcdctl=FILE} the program in
 * that file is run in the place of ours, so that the real one can be compared with what is written down; with {@code
 * -Dgolden.rewrite=true} besides, what it says is written down.
 */
@Timeout(300)
final class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ByteString KEY = ByteString.copyFromUtf8("caught up");
    private static final String OTHER = System.getProperty("pharos.etcdctl", "");

    @TempDir
    private Path folder;

    private Program program() {
        return OTHER.isEmpty() ? Program.ours() : Program.at(Path.of(OTHER), folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys", "txn", "leases", "members", "endpoints", "arguments"})
    void it_says_what_the_original_says(String name) throws IOException, InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(folder.resolve("data"))) {
            compare(name, names(cluster), Map.of());
        }
    }

    @Test
    void of_members_that_come_and_go_it_says_what_the_original_says() throws IOException, InterruptedException {
        // A member that has just come counts as unhealthy for five seconds.
        try (LocalCluster cluster = LocalCluster.start(folder.resolve("data"), "--strict-reconfig-check=false")) {
            LocalServer newcomer = cluster.newcomer(folder.resolve("newcomer"));
            Map<String, String> names = names(cluster);
            names.put("NEW_PEER", newcomer.peerUrl());
            names.put("NEW_CLIENT", newcomer.clientUrl());
            compare("changes", names, Map.of("start it", () -> {
                newcomer.start();
                catchUp(cluster, newcomer);
            }));
        }
    }

    /** Returns when a learner has so much of the log that it may be promoted. */
    private static void catchUp(LocalCluster cluster, LocalServer learner) {
        PutRequest put = PutRequest.newBuilder().setKey(KEY).build();
        RangeRequest look =
                RangeRequest.newBuilder().setKey(KEY).setSerializable(true).build();
        try (Client leader = Client.connect(cluster.endpoint());
                Client follower = Client.connect(learner.endpoint())) {
            for (int i = 0; i < 100; i++) {
                leader.kv().put(put, PATIENCE).join();
            }
            RangeResponse seen = RangeResponse.getDefaultInstance();
            while (seen.getCount() == 0 || seen.getKvs(0).getVersion() < 100) {
                seen = follower.kv().range(look, PATIENCE).join();
            }
        }
    }

    /** Our servers have no users yet. */
    @Test
    void of_users_it_says_what_the_original_says() throws IOException, InterruptedException {
        RealEtcd.assumeRecent();
        try (RealEtcd etcd = RealEtcd.start(folder)) {
            compare("users", names(etcd), Map.of());
        }
    }

    /** Our servers have no users yet. */
    @Test
    void when_its_token_is_no_longer_good_it_gets_another_one() throws IOException, InterruptedException {
        RealEtcd.assumeRecent();
        try (RealEtcd etcd = RealEtcd.start(folder, "--auth-token-ttl=1")) {
            compare("tokens", names(etcd), Map.of());
        }
    }

    /** Our servers have no TLS yet. */
    @Test
    void of_certificates_it_says_what_the_original_says() throws IOException, InterruptedException {
        RealEtcd.assumeRecent();
        Certificate server = Certificate.create(folder, "server");
        Certificate client = Certificate.create(folder, "client");
        Certificate.create(folder, "stranger");
        TlsOptions tls = new TlsOptions(
                Optional.of(server.file()),
                Optional.of(client.file()),
                Optional.of(client.key()),
                Verification.CHECKED,
                Optional.empty());
        try (RealEtcd etcd = RealEtcd.startSecure(
                folder,
                tls,
                "--cert-file=" + server.file(),
                "--key-file=" + server.key(),
                "--client-cert-auth",
                "--trusted-ca-file=" + client.file())) {
            Map<String, String> names = names(etcd);
            names.put("FOLDER", folder.toString());
            compare("tls", names, Map.of());
        }
    }

    private void compare(String name, Map<String, String> names, Map<String, Step> steps)
            throws IOException, InterruptedException {
        Path file = FOLDER.resolve(name + ".txt");
        String expected = Transcript.read(file);
        String actual = new Transcript(program(), names, steps).replay(expected);
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static Map<String, String> names(LocalCluster cluster) {
        try (Client client = Client.connect(cluster.endpoint())) {
            Map<String, String> names = names(client, cluster.endpoint());
            names.put("PEER", cluster.peerUrl());
            return names;
        }
    }

    private static Map<String, String> names(RealEtcd etcd) {
        try (Client client = etcd.client()) {
            return names(client, etcd.endpoint());
        }
    }

    private static Map<String, String> names(Client client, String endpoint) {
        StatusResponse status = client.maintenance()
                .status(StatusRequest.getDefaultInstance(), PATIENCE)
                .join();
        long member = status.getHeader().getMemberId();
        long cluster = status.getHeader().getClusterId();
        Map<String, String> names = new LinkedHashMap<>();
        names.put("EP", endpoint);
        names.put("MEMBER", Long.toHexString(member));
        names.put("MEMBER#", Long.toUnsignedString(member));
        names.put("CLUSTER", Long.toHexString(cluster));
        names.put("CLUSTER#", Long.toUnsignedString(cluster));
        return names;
    }
}
