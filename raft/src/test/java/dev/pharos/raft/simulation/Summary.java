package dev.pharos.raft.simulation;

import java.util.List;
import java.util.Map;

/** A campaign in words. */
final class Summary {
    private static final List<String> NUMBERS = List.of(
            "elections won",
            "leaders without quorum",
            "transfers asked for",
            "membership changes asked for",
            "membership changes made",
            "times the log was read back",
            "snapshots sent",
            "snapshots restored",
            "entries committed",
            "entries replaced",
            "operations",
            "operations answered",
            "operations refused",
            "operations with unknown outcome",
            "histories checked",
            "histories undecided",
            "entries compared",
            "states compared",
            "messages audited",
            "damage found",
            "damage without harm",
            "damage that looks like a torn write",
            "members stopped by their disk");

    private Summary() {}

    static String of(Campaign.Outcome outcome, int stepsPerSeed) {
        Statistics counts = outcome.statistics();
        long steps = counts.get("steps") + counts.get("steps in peace");
        StringBuilder text = new StringBuilder();
        line(text, "seeds", outcome.seeds() + ", each run twice: " + stepsPerSeed + " steps of trouble, then peace");
        double rate = 2 * steps / outcome.seconds();
        line(text, "time", String.format("%.0f s, %,.0f steps a second", outcome.seconds(), rate));
        line(text, "steps", String.format("%,d, counting one run of each seed", steps));
        line(text, "virtual time", String.format("%,.1f hours", counts.get("virtual millis") / 3_600_000.0));
        for (String what : NUMBERS) {
            line(text, what, String.format("%,d", counts.get(what)));
        }
        line(text, "longest way back to progress", String.format("%,d virtual ms", outcome.longestPeace()));
        text.append("faults injected\n");
        numbers(text, counts.withPrefix("fault."));
        text.append("what the disks did\n");
        numbers(text, counts.withPrefix("disk."));
        line(text, "violations", String.valueOf(outcome.failures().size()));
        return text.append(advice(outcome, stepsPerSeed)).toString();
    }

    /** How to see each failure again. */
    static String advice(Campaign.Outcome outcome, int steps) {
        StringBuilder text = new StringBuilder();
        for (Simulation.Result failure : outcome.failures()) {
            text.append("seed ")
                    .append(failure.seed())
                    .append(": ")
                    .append(failure.failure().orElse(""));
            text.append("\n  replay: mvn -pl raft test -Dtest=SimulationTest -Dsimulation.seed=");
            text.append(failure.seed())
                    .append(" -Dsimulation.steps=")
                    .append(steps)
                    .append('\n');
        }
        return text.toString();
    }

    private static void numbers(StringBuilder text, Map<String, Long> counts) {
        counts.forEach((what, count) -> line(text, "  " + what, String.format("%,d", count)));
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append(String.format("%-36s %s%n", what, value));
    }
}
