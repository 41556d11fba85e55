package dev.pharos.raft.simulation;

import java.util.function.LongFunction;

/**
 * Runs one seed and answers what it found, if anything. Made of JDK types only, so that another class
 * loader can be asked.
 */
public final class SeedProbe implements LongFunction<String> {
    private static final int STEPS = 3000;

    @Override
    public String apply(long seed) {
        return Simulation.run(seed, STEPS).failure().orElse("");
    }
}
