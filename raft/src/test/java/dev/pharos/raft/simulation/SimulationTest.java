package dev.pharos.raft.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.simulation.Simulation.Result;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SimulationTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 3000;

    /** The property pharos.simulation.seed replays one seed in words instead. */
    @Test
    void groups_stay_correct_under_faults_and_recover_from_them() throws Exception {
        Optional<Long> single = SimulationSettings.seed();
        int steps = SimulationSettings.steps(STEPS);
        if (single.isPresent()) {
            Result result = Simulation.runVerbosely(single.get(), steps);
            System.out.println(result.trace());
            assertThat(result.failure()).isEmpty();
            return;
        }
        Campaign.Outcome outcome = new Campaign(1, SEEDS, steps).run();
        String summary = Summary.of(outcome, steps);
        System.out.println(summary);
        assertThat(outcome.failures()).as(summary).isEmpty();
        assertThat(outcome.statistics().get("histories undecided")).isZero();
    }

    /** A simulation in which nothing happens would pass everything else. */
    @Test
    void a_run_is_full_of_events() {
        Statistics all = new Statistics();
        for (long seed = 1; seed <= 40; seed++) {
            all.add(Simulation.run(seed, STEPS).statistics());
        }
        assertThat(all.get("elections won")).isGreaterThan(80);
        assertThat(all.get("operations answered")).isGreaterThan(1000);
        assertThat(all.get("membership changes made")).isGreaterThan(20);
        assertThat(all.get("snapshots restored")).isGreaterThan(20);
        assertThat(all.get("disk.crash")).isGreaterThan(100);
        assertThat(all.get("fault.message lost")).isGreaterThan(500);
        assertThat(all.get("histories checked")).isEqualTo(40);
    }
}
