package dev.pharos.kvstore.chaos;

import java.util.List;
import java.util.SplittableRandom;

/** A way in which a server ends, or is killed by a failpoint's panic. */
record Ending(String name, Kind kind, int skippedHits) {
    enum Kind {
        KILL,
        SIGNAL,
        FAILPOINT
    }

    private static final List<String> POINTS_OF_WORK = List.of(
            "raftBeforeSave",
            "walBeforeSync",
            "walAfterSync",
            "raftAfterSave",
            "beforeApplyOneEntryNormal",
            "commitBeforePreCommitHook",
            "beforeCommit",
            "afterCommit");

    private static final List<String> POINTS_OF_LARGER_WORK = List.of(
            "raftAfterWALRelease",
            "compactBeforeCommitScheduledCompact",
            "compactAfterCommitScheduledCompact",
            "compactAfterAcquiredBatchTxLock",
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
    static Ending ofWork(SplittableRandom random) {
        int dice = random.nextInt(100);
        if (dice < 35) {
            return new Ending("kill -9", Kind.KILL, 0);
        }
        if (dice < 40) {
            return new Ending("SIGTERM", Kind.SIGNAL, 0);
        }
        return dice < 85
                ? new Ending(any(POINTS_OF_WORK, random), Kind.FAILPOINT, random.nextInt(60))
                : new Ending(any(POINTS_OF_LARGER_WORK, random), Kind.FAILPOINT, random.nextInt(2));
    }

    /** The end of a server that starts; skips are the lines that it says before. */
    static Ending ofStart(SplittableRandom random) {
        return random.nextInt(3) == 0
                ? new Ending("kill -9 while starting", Kind.KILL, 1 + random.nextInt(12))
                : new Ending(any(POINTS_OF_START, random), Kind.FAILPOINT, random.nextInt(4) * random.nextInt(100));
    }

    private static String any(List<String> points, SplittableRandom random) {
        return points.get(random.nextInt(points.size()));
    }

    String term() {
        return skippedHits == 0 ? "panic" : skippedHits + "*off->panic";
    }
}
