package dev.pharos.kvstore.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two things at a time go wrong with a cluster of processes, and pass, while clients work on all its members. More of
 * it: {@code -Dtest=ClusterChaosTest -Dpharos.chaos.cluster.minutes=20}; the same plan again:
 * {@code -Dpharos.chaos.cluster.seed=...}.
 */
class ClusterChaosTest {
    private static final int MINUTES = Integer.getInteger("pharos.chaos.cluster.minutes", 0);
    private static final long SEED = Long.getLong("pharos.chaos.cluster.seed", 1);
    private static final int MOST_ROUNDS = Integer.getInteger("pharos.chaos.cluster.rounds", 8);
    private static final long SHORT_SECONDS = 30;

    /** What broke a promise can be looked at. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.HOURS)
    void a_cluster_keeps_its_promises_whatever_goes_wrong() throws IOException {
        Figures figures = new Figures();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(MINUTES == 0 ? SHORT_SECONDS : 60L * MINUTES);
        try {
            for (long seed = SEED; seed == SEED || System.nanoTime() < until; seed++) {
                Path place = Files.createDirectory(folder.resolve("cluster-" + seed));
                try (ClusterEra era = new ClusterEra(place, seed, figures)) {
                    era.run(MINUTES > 0 && seed % 4 == 0 ? 5 : 3, MOST_ROUNDS, until);
                }
                Folders.delete(place);
            }
        } finally {
            System.out.println("cluster under fire, from seed " + SEED + "\n" + figures);
        }
        assertThat(figures.of("rounds")).isPositive();
        assertThat(figures.of("violations")).isZero();
    }
}
