package dev.pharos.raft.simulation.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the simulation: it must find bugs that were put there on purpose. */
final class MutationTest {
    private static final int SEEDS = 2000;
    private static final Path MUTATIONS = Path.of("src/test/resources/mutations");
    private static final Path SOURCES = Path.of("src/main/java/dev/pharos/raft");

    static List<Mutation> mutations() throws IOException {
        return Mutation.all(MUTATIONS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void the_simulation_finds(Mutation mutation, @TempDir Path work) throws Exception {
        LongFunction<String> probe = new Mutant(SOURCES, work).probe(mutation);
        for (int seed = 1; seed <= SEEDS; seed++) {
            String found = probe.apply(seed);
            if (!found.isEmpty()) {
                String firstLine = found.lines().findFirst().orElse("");
                System.out.println("| " + mutation + " | " + mutation.what() + " | " + seed + " | " + firstLine + " |");
                return;
            }
        }
        assertThat(false)
                .as(mutation + " (" + mutation.what() + ") was not found within " + SEEDS + " seeds")
                .isTrue();
    }

    @Test
    void there_are_enough_deliberate_bugs() throws IOException {
        assertThat(mutations()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(Files.isDirectory(SOURCES)).isTrue();
    }
}
