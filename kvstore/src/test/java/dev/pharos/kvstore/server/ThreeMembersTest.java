package dev.pharos.kvstore.server;

import static dev.pharos.kvstore.request.Requests.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.datadir.DataDir;
import dev.pharos.raft.storage.disk.DiskLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreeMembersTest {
    @TempDir
    private Path home;

    @Test
    void what_one_acknowledges_the_others_have_also_who_was_away() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home, 3, "--heartbeat-interval=50", "--election-timeout=500")) {
            LocalServer away = cluster.followers().get(0);
            away.stop();
            LocalServer left = cluster.followers().get(0);
            try (Client client = new Client(left)) {
                client.kv().put(put("a", "1"));
            }
            away.start();
            for (LocalServer member : cluster.members()) {
                try (Client client = new Client(member)) {
                    assertThat(client.value("a")).isEqualTo("1");
                }
            }
        }
    }

    @Test
    void the_others_go_on_when_the_leader_stops() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(home, 3, "--heartbeat-interval=50", "--election-timeout=500")) {
            LocalServer old = cluster.leader();
            old.stop();
            assertThat(cluster.leader()).isNotSameAs(old);
            try (Client client = new Client(cluster.followers().get(0))) {
                client.kv().put(put("a", "1"));
                assertThat(client.value("a")).isEqualTo("1");
            }
            assertThatThrownBy(old::server).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void when_one_cannot_start_none_is_left_running() throws Exception {
        assertThatThrownBy(
                        () -> LocalCluster.start(home, 3, "--listen-client-urls=http://127.0.0.1:1,http://8.8.8.8:9"))
                .isInstanceOf(RuntimeException.class);
        for (String member : List.of("m0", "m1", "m2")) {
            DataDir folder = DataDir.at(home.resolve(member), Optional.empty());
            try (DiskLock nobodyHasIt = folder.claim(Duration.ZERO, BackendOptions.DEFAULT)) {
                assertThat(nobodyHasIt).isNotNull();
            }
        }
    }
}
