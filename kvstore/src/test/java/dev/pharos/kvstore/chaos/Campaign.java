package dev.pharos.kvstore.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What is to go wrong in each round, which follows from the seed alone; over whom it comes is seen when it does. */
final class Campaign {
    private static final int LEAST_MILLIS = 1_500;
    private static final int MOST_MILLIS = 5_000;

    /** With how many chances in all it is drawn. */
    enum Kind {
        KILL_LEADER(3),
        KILL_FOLLOWER(2),
        KILL_ALL(2),
        STOP_LEADER(2),
        PAUSE_LEADER(4),
        PAUSE_FOLLOWER(2),
        DEADLY_POINT(5),
        SLOW_POINT(3),
        DEATH_BY_SNAPSHOT(4),
        ISOLATE_LEADER(3),
        ISOLATE_FOLLOWER(2),
        SWALLOW_LEADER(3),
        SWALLOW_FOLLOWER(2),
        ONE_WAY_LEADER(2),
        ONE_WAY_ANY(3),
        SPLIT(3),
        SLOW_NETWORK(3),
        UNRELIABLE_NETWORK(4),
        REPLACE(3),
        RENEW(3),
        HAND_OVER(2),
        FAILING_DISK(3),
        FULL_DISK(2),
        CLOCK_JUMP(3);

        private final int chances;

        Kind(int chances) {
            this.chances = chances;
        }

        /** Needs a majority when it begins and when it ends. */
        boolean isOfMembership() {
            return this == REPLACE || this == RENEW;
        }
    }

    /** @param details decides what the kinds leave open */
    record Round(int number, List<Kind> kinds, int gapMillis, int lastsMillis, SplittableRandom details) {
        @Override
        public String toString() {
            return "round " + number + ": " + kinds + ", " + gapMillis + " ms apart, for " + lastsMillis + " ms";
        }
    }

    private final SplittableRandom random;
    private int rounds;

    Campaign(long seed) {
        this.random = new SplittableRandom(seed);
    }

    Round next() {
        SplittableRandom own = random.split();
        List<Kind> kinds = new ArrayList<>(List.of(draw(own), draw(own)));
        if (kinds.get(1).isOfMembership()) {
            kinds.add(0, kinds.remove(1));
        }
        if (kinds.get(1).isOfMembership()) {
            kinds.set(1, Kind.UNRELIABLE_NETWORK);
        }
        return new Round(
                ++rounds,
                List.copyOf(kinds),
                own.nextInt(LEAST_MILLIS),
                LEAST_MILLIS + own.nextInt(MOST_MILLIS - LEAST_MILLIS),
                own.split());
    }

    private static Kind draw(SplittableRandom random) {
        int all = 0;
        for (Kind kind : Kind.values()) {
            all += kind.chances;
        }
        int dice = random.nextInt(all);
        for (Kind kind : Kind.values()) {
            dice -= kind.chances;
            if (dice < 0) {
                return kind;
            }
        }
        throw new AssertionError();
    }
}
