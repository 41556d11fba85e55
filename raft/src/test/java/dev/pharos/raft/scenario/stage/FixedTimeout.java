package dev.pharos.raft.scenario.stage;

import java.util.random.RandomGenerator;

/** Chance that is none: every draw comes out as the scenario says. */
final class FixedTimeout implements RandomGenerator {
    private int draw;

    FixedTimeout(int draw) {
        this.draw = draw;
    }

    void comeOutAs(int next) {
        draw = next;
    }

    @Override
    public int nextInt(int bound) {
        if (draw < 0 || draw >= bound) {
            throw new ScenarioFault("a timeout lies between the election ticks and twice that");
        }
        return draw;
    }

    @Override
    public long nextLong() {
        return draw;
    }
}
