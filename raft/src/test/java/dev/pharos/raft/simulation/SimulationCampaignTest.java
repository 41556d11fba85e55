package dev.pharos.raft.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As many seeds as the command line asks for; never a part of the ordinary build. */
@Tag("campaign")
final class SimulationCampaignTest {
    private static final long SEEDS = 1000;
    private static final int STEPS = 3000;

    /** Beyond the seeds of every build. */
    private static final long FIRST_SEED = 1_000_000;

    @Test
    void campaign() throws Exception {
        int steps = SimulationSettings.steps(STEPS);
        long first = SimulationSettings.seed().orElse(FIRST_SEED);
        Campaign.Outcome outcome = new Campaign(first, SimulationSettings.seeds(SEEDS), steps).run();
        System.out.println(Summary.of(outcome, steps));
        assertThat(outcome.failures()).as(Summary.advice(outcome, steps)).isEmpty();
        // Some histories with reads of the whole map exceed what the checker may spend on one.
        assertThat(outcome.statistics().get("histories undecided")).isLessThanOrEqualTo(outcome.seeds() / 100);
    }
}
