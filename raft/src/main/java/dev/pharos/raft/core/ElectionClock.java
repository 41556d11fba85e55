package dev.pharos.raft.core;

import java.util.random.RandomGenerator;

/** Counts ticks since a leader was heard, and knows the randomised moment to campaign. */
final class ElectionClock {
    private final int electionTicks;
    private final RandomGenerator random;
    private int elapsed;
    private int timeout;

    ElectionClock(int electionTicks, RandomGenerator random) {
        this.electionTicks = electionTicks;
        this.random = random;
        restart();
    }

    void elapse(int ticks) {
        elapsed = (int) Math.min(Integer.MAX_VALUE, (long) elapsed + ticks);
    }

    /** Starts over with a newly drawn timeout, so that members rarely campaign together (Raft 5.2). */
    void restart() {
        elapsed = 0;
        timeout = electionTicks + random.nextInt(electionTicks);
    }

    /** Starts over with the same timeout: a leader was heard. */
    void heardLeader() {
        elapsed = 0;
    }

    boolean isTimeToCampaign() {
        return elapsed >= timeout;
    }

    boolean isElectionTimeoutOver() {
        return elapsed >= electionTicks;
    }
}
