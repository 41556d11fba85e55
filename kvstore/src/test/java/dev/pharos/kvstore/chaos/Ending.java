package dev.pharos.kvstore.chaos;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

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

    /** Everything but a broken disk. */
    static final Kinds SUDDEN = new Kinds() {
        @Override
        public Ending ofWork(SplittableRandom random) {
            return suddenEndOfWork(random);
        }

        @Override
        public Optional<Ending> ofStart(SplittableRandom random) {
            return random.nextInt(3) == 0 ? Optional.of(endOfStart(random)) : Optional.empty();
        }
    };

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

    /** The end of a server that works. */
    private static Ending suddenEndOfWork(SplittableRandom random) {
        int dice = random.nextInt(100);
        if (dice < 35) {
            return new Ending("kill -9", Kind.KILL, 0);
        }
        if (dice < 40) {
            return new Ending("SIGTERM", Kind.SIGNAL, 0);
        }
        if (dice < 50) {
            // Whoever answered before he wrote has lost it here.
            return new Ending("raftBeforeSave", Kind.FAILPOINT, random.nextInt(60));
        }
        return dice < 80
                ? new Ending(any(POINTS_OF_WORK, random), Kind.FAILPOINT, random.nextInt(60))
                : new Ending(any(POINTS_OF_LARGER_WORK, random), Kind.FAILPOINT, random.nextInt(2));
    }

    /** Of a kill, the hits to skip are the lines that the server says before. */
    private static Ending endOfStart(SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return new Ending("kill -9 while starting", Kind.KILL, 1 + random.nextInt(12));
        }
        String point = any(POINTS_OF_START, random);
        // A start applies what the store has not kept, and writes little.
        int skipped = random.nextInt(point.equals("beforeApplyOneEntryNormal") ? 200 : 3);
        return new Ending(point, Kind.FAILPOINT, skipped);
    }

    private static String any(List<String> points, SplittableRandom random) {
        return points.get(random.nextInt(points.size()));
    }

    String term() {
        return skippedHits == 0 ? "panic" : skippedHits + "*off->panic";
    }
}
