package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that forget entries in memory, but not on disk: one that was away gets what it missed from there. */
@Timeout(600)
class CatchUpByLogTest {
    private static final String INSTALLED = "applied snapshot";
    private static final String SLOW_STORE = "beforeApplyOneEntryNormal";

    @Test
    void a_member_that_was_away_takes_what_it_missed_from_the_logs_of_the_others(
            @TempDir(factory = MemoryFolder.class) Path folder) {
        try (Cluster cluster =
                Cluster.ofThree(folder, plain -> plain.flags("--snapshot-count=50", "--snapshot-catchup-entries=20"))) {
            Member away = cluster.follower();
            away.process().kill9();
            long missed = Flood.through(cluster.leader(), 3_000, 1_000);
            try (Writer writer = new Writer(cluster)) {
                away.restart();
                writer.awaitMore(50);
                writer.assertNothingIsLost(away);
            }
            assertThat(away.revisionHere()).isGreaterThan(missed);
            assertThat(away.says(INSTALLED)).isFalse();
            cluster.assertEqual();
        }
    }

    @Test
    void a_member_whose_store_is_slow_takes_in_no_more_than_it_can_hold(
            @TempDir(factory = MemoryFolder.class) Path folder) {
        try (Cluster cluster = Cluster.ofThree(folder, plain -> plain.jvm("-Xmx128m"))) {
            Member away = cluster.follower();
            away.process().kill9();
            long missed = Flood.through(cluster.leader(), 800, 256 << 10);
            away.launchWith(SLOW_STORE, "sleep(5)");
            away.awaitReady();
            Await.until("all is applied", () -> away.revisionHere() >= missed);
            assertThat(away.says(INSTALLED)).isFalse();
            assertThat(away.hash(missed)).isEqualTo(cluster.leader().hash(missed));
        }
    }
}
