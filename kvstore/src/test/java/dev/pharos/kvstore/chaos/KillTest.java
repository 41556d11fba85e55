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
 * Ends servers at work in every way that a process can end, again and again. More of it:
 * {@code -Dtest=KillTest -Dpharos.chaos.cycles=200}; the same choices again: {@code -Dpharos.chaos.seed=...}.
 */
class KillTest {
    private static final int CYCLES = Integer.getInteger("pharos.chaos.cycles", 6);
    private static final int CYCLES_OF_A_FOLDER = 10;
    private static final long SEED = Long.getLong("pharos.chaos.seed", 7);

    /** What broke a promise can be looked at. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void nothing_that_was_acknowledged_is_lost_and_nothing_is_invented() throws IOException {
        Figures figures = new Figures();
        int done = 0;
        for (int era = 0; done < CYCLES; era++) {
            int cycles = Math.min(CYCLES_OF_A_FOLDER, CYCLES - done);
            Path place = Files.createDirectory(folder.resolve("era-" + era));
            try (Era life = new Era(Setting.in(place), SEED + era, figures, Ending.sudden(SEED + era))) {
                life.run(cycles);
                life.finish();
            }
            done += cycles;
            Folders.delete(place);
            report(era, figures);
        }
        assertThat(figures.of("cycles")).isEqualTo(CYCLES);
        assertThat(figures.of("violations")).isZero();
    }

    private static void report(int era, Figures figures) {
        if (CYCLES > CYCLES_OF_A_FOLDER) {
            System.out.println("after data folder " + (era + 1) + "\n" + figures);
        }
    }
}
