package dev.pharos.raft.simulation;

import java.util.Optional;

/** What the command line says about a simulation; an empty property counts as absent. */
final class SimulationSettings {
    private SimulationSettings() {}

    static Optional<Long> seed() {
        return property("pharos.simulation.seed").map(Long::valueOf);
    }

    static long seeds(long otherwise) {
        return property("pharos.simulation.seeds").map(Long::valueOf).orElse(otherwise);
    }

    static int steps(int otherwise) {
        return property("pharos.simulation.steps").map(Integer::valueOf).orElse(otherwise);
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }
}
