package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.blackbox.RealEtcd;
import dev.pharos.kvstore.several.Member.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rule 9.9: a member of another cluster takes one of ours for one of its own, is refused, and its log says so. */
@Timeout(180)
class ForeignMemberTest {
    private static final String REFUSED = "request sent was ignored by remote peer due to cluster ID mismatch";

    private Cluster cluster;
    private Member ours;

    @BeforeEach
    void found(@TempDir(factory = MemoryFolder.class) Path folder) {
        cluster = new Cluster(folder);
        ours = cluster.make(Program.PHAROS);
        cluster.found(List.of(ours));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void assertRefused(Program program) {
        Member stranger = cluster.make(program);
        stranger.launch(stranger.name() + "=" + stranger.peerUrl() + ",other=" + ours.peerUrl(), "new");
        Await.until("it is refused", () -> stranger.process().said().stream().anyMatch(line -> line.contains(REFUSED)));
        assertThat(stranger.process().isAlive())
                .as(stranger.process()::describe)
                .isTrue();

        assertThat(ours.members()).hasSize(1);
        assertThat(ours.put("key", program.name())).isPositive();
        assertThat(ours.status().getRaftTerm())
                .isEqualTo(ours.status().getHeader().getRaftTerm());
    }

    @Test
    void one_of_ours_is() {
        assertRefused(Program.PHAROS);
    }

    @Test
    void an_etcd_is() {
        RealEtcd.assumeInstalled();
        assertRefused(Program.ETCD);
    }
}
