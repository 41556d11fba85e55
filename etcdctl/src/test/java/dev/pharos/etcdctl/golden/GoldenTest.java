package dev.pharos.etcdctl.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.client.Client;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
            Map<String, String> names = names(cluster.endpoint());
            names.put("PEER", cluster.peerUrl());
            compare(name, names);
        }
    }

    /** Our servers have no users yet. */
    @Test
    void of_users_it_says_what_the_original_says() throws IOException, InterruptedException {
        RealEtcd.assumeRecent();
        try (RealEtcd etcd = RealEtcd.start(folder)) {
            compare("users", names(etcd.endpoint()));
        }
    }

    private void compare(String name, Map<String, String> names) throws IOException, InterruptedException {
        Path file = FOLDER.resolve(name + ".txt");
        String expected = Transcript.read(file);
        String actual = new Transcript(program(), names).replay(expected);
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static Map<String, String> names(String endpoint) {
        try (Client client = Client.connect(endpoint)) {
            StatusResponse status = client.maintenance()
                    .status(StatusRequest.getDefaultInstance(), Duration.ofSeconds(60))
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
}
