package dev.pharos.kvstore.chaos;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A way in which a server ends, or is killed by a failpoint's panic. */
record Ending(String name, Kind kind, int skippedHits) {
    enum Kind {
        KILL,
        SIGNAL,
        FAILPOINT,
        DISK
    }

    /** What may happen to the servers on one folder. */
    interface Kinds {
        Ending ofWork(SplittableRandom random);

        Optional<Ending> ofStart(SplittableRandom random);
    }

    /**
     * Everything but a broken disk. Failpoints come in turn, and where one folder leaves off the folder of the next
     * seed goes on, so that a campaign of some folders gets to each of them.
     */
    static Kinds sudden(long seed) {
        return new Sudden(seed);
    }

    /** Only a broken disk. */
    static final Kinds OF_DISK = new Kinds() {
        @Override
        public Ending ofWork(SplittableRandom random) {
            return new Ending(any(DiskFaults.RANDOM, random), Kind.DISK, 0);
        }

        @Override
        public Optional<Ending> ofStart(SplittableRandom random) {
            return Optional.empty();
        }
    };

    private static final List<String> POINTS_OF_WORK = List.of(
            "raftBeforeSave",
            "walBeforeSync",
            "walAfterSync",
            "raftAfterSave",
            "beforeApplyOneEntryNormal",
            "commitBeforePreCommitHook",
            "commitAfterPreCommitHook",
            "beforeCommit",
            "beforeWritebackBuf",
            "afterWritebackBuf",
            "afterCommit",
            "beforeSendWatchResponse");

    private static final List<String> POINTS_OF_LARGER_WORK = List.of(
            "raftAfterWALRelease",
            "beforeApplyOneConfChange",
            "compactBeforeCommitScheduledCompact",
            "compactAfterCommitScheduledCompact",
            "defragBeforeCopy",
            "compactBeforeCommitBatch",
            "compactAfterCommitBatch",
            "compactBeforeSetFinishedCompact",
            "compactAfterSetFinishedCompact");

    private static final List<String> POINTS_OF_START = List.of(
            "beforePublishing",
            "raftBeforeSave",
            "walBeforeSync",
            "walAfterSync",
            "beforeApplyOneEntryNormal",
            "beforeApplyOneConfChange",
            "commitBeforePreCommitHook",
            "beforeCommit",
            "afterCommit");

    private static final class Sudden implements Kinds {
        /** About as many of each kind as ten cycles draw. */
        private static final int DRAWS_OF_A_FOLDER = 3;

        private final Iterator<String> work;
        private final Iterator<String> largerWork;
        private final Iterator<String> start;

        Sudden(long seed) {
            this.work = inTurn(POINTS_OF_WORK, seed);
            this.largerWork = inTurn(POINTS_OF_LARGER_WORK, seed);
            this.start = inTurn(POINTS_OF_START, seed);
        }

        private static Iterator<String> inTurn(List<String> points, long seed) {
            int first = Math.floorMod(seed * DRAWS_OF_A_FOLDER, points.size());
            return Stream.iterate(first, i -> (i + 1) % points.size())
                    .map(points::get)
                    .iterator();
        }

        @Override
        public Ending ofWork(SplittableRandom random) {
            int dice = random.nextInt(100);
            if (dice < 30) {
                return new Ending("kill -9", Kind.KILL, 0);
            }
            if (dice < 35) {
                return new Ending("SIGTERM", Kind.SIGNAL, 0);
            }
            if (dice < 45) {
                // Whoever answered before he wrote has lost it here.
                return new Ending("raftBeforeSave", Kind.FAILPOINT, random.nextInt(60));
            }
            return dice < 70
                    ? new Ending(work.next(), Kind.FAILPOINT, random.nextInt(60))
                    : endOfLargerWork(largerWork.next(), random);
        }

        /** There is little of it, but for the batches of a compaction. */
        private static Ending endOfLargerWork(String point, SplittableRandom random) {
            return new Ending(point, Kind.FAILPOINT, point.endsWith("Batch") ? random.nextInt(3) : 0);
        }

        /** Of a kill, the hits to skip are the lines that the server says before. */
        @Override
        public Optional<Ending> ofStart(SplittableRandom random) {
            if (random.nextInt(3) > 0) {
                return Optional.empty();
            }
            if (random.nextInt(3) == 0) {
                return Optional.of(new Ending("kill -9 while starting", Kind.KILL, 1 + random.nextInt(12)));
            }
            String point = start.next();
            // A start applies what the store has not kept, writes little and publishes once.
            int most = point.equals("beforeApplyOneEntryNormal") ? 200 : point.equals("beforePublishing") ? 1 : 3;
            int skipped = random.nextInt(most);
            return Optional.of(new Ending(point, Kind.FAILPOINT, skipped));
        }
    }

    private static String any(List<String> points, SplittableRandom random) {
        return points.get(random.nextInt(points.size()));
    }

    String term() {
        return skippedHits == 0 ? "panic" : skippedHits + "*off->panic";
    }
}
