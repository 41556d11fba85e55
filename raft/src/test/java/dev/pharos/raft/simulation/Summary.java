package dev.pharos.raft.simulation;

import java.util.Map;

/** A campaign in words. */
final class Summary {
    private Summary() {}

    static String of(Campaign.Outcome outcome, int stepsPerSeed) {
        Statistics counts = outcome.statistics();
        long steps = counts.get("steps") + counts.get("steps in peace");
        StringBuilder text = new StringBuilder();
        line(
                text,
                "seeds",
                outcome.seeds() + ", each run twice, " + stepsPerSeed + " steps under faults and then peace");
        line(
                text,
                "time",
                String.format("%.0f s, %,.0f steps a second", outcome.seconds(), 2 * steps / outcome.seconds()));
        line(text, "steps", String.format("%,d (counting one run of each seed)", steps));
        line(text, "virtual time", String.format("%,d hours", counts.get("virtual millis") / 3_600_000));
        number(text, counts, "elections won");
        number(text, counts, "leaders without quorum");
        number(text, counts, "handovers asked for");
        number(text, counts, "membership changes made");
        number(text, counts, "snapshots sent");
        number(text, counts, "snapshots restored");
        number(text, counts, "entries committed");
        number(text, counts, "operations");
        number(text, counts, "operations answered");
        number(text, counts, "operations with unknown outcome");
        number(text, counts, "histories checked");
        number(text, counts, "histories undecided");
        number(text, counts, "entries compared");
        number(text, counts, "states compared");
        number(text, counts, "messages audited");
        number(text, counts, "damage found");
        number(text, counts, "damage without harm");
        text.append("faults injected\n");
        numbers(text, counts.withPrefix("fault."));
        text.append("what the disks did\n");
        numbers(text, counts.withPrefix("disk."));
        line(text, "violations", String.valueOf(outcome.failures().size()));
        outcome.failures().forEach(failure -> text.append(advice(failure, stepsPerSeed)));
        return text.toString();
    }

    static String advice(Simulation.Result failure, int steps) {
        return "seed " + failure.seed() + ": " + failure.failure().orElse("") + "\n  replay: mvn -pl raft test"
                + " -Dtest=SimulationTest -Dsimulation.seed=" + failure.seed() + " -Dsimulation.steps=" + steps + "\n";
    }

    private static void number(StringBuilder text, Statistics counts, String what) {
        line(text, what, String.format("%,d", counts.get(what)));
    }

    private static void numbers(StringBuilder text, Map<String, Long> counts) {
        counts.forEach((what, count) -> line(text, "  " + what, String.format("%,d", count)));
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append(String.format("%-36s %s%n", what, value));
    }
}
