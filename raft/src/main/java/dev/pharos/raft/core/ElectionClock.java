package dev.pharos.raft.core;

import java.util.random.RandomGenerator;

/** Counts ticks since a leader was heard, and knows the randomised moment to campaign. */
final class ElectionClock {
    /** Apart far enough for an election between two turns. */
    private static final int TICKS_PER_TURN = 3;

    private final int electionTicks;
    private final RandomGenerator random;
    private int elapsed;
    private int timeout;

    /** Takes the place of the timeout while the leader is thought to be gone, if it comes earlier. */
    private int hurried = Integer.MAX_VALUE;

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
        hurried = Integer.MAX_VALUE;
        timeout = electionTicks + random.nextInt(electionTicks);
    }

    /**
     * Until a leader is heard again: no drawn timeout is waited for. Nobody votes before an election timeout is over,
     * so that is the earliest moment that helps, a tick later for those who heard the leader last; and then one member
     * after the other.
     *
     * @param turn how many come before this member
     */
    void hurry(int turn) {
        hurried = electionTicks + 1 + turn * TICKS_PER_TURN;
    }

    /** Starts over with the same timeout: a leader was heard. */
    void heardLeader() {
        elapsed = 0;
        hurried = Integer.MAX_VALUE;
    }

    boolean isTimeToCampaign() {
        return elapsed >= Math.min(timeout, hurried);
    }

    boolean isElectionTimeoutOver() {
        return elapsed >= electionTicks;
    }
}
