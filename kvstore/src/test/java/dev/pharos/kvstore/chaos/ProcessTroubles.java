package dev.pharos.kvstore.chaos;

import dev.pharos.kvstore.chaos.network.Weather;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What may become of the processes of a cluster. */
final class ProcessTroubles {
    private static final List<String> DEADLY_POINTS = List.of(
            "raftBeforeSave",
            "raftAfterSave",
            "walBeforeSync",
            "walAfterSync",
            "raftAfterWALRelease",
            "beforeApplyOneEntryNormal",
            "commitBeforePreCommitHook",
            "commitAfterPreCommitHook",
            "beforeCommit",
            "afterCommit",
            "beforeWritebackBuf",
            "afterWritebackBuf",
            "compactBeforeCommitScheduledCompact",
            "compactAfterCommitScheduledCompact",
            "compactBeforeCommitBatch",
            "compactAfterCommitBatch",
            "compactBeforeSetFinishedCompact",
            "compactAfterSetFinishedCompact",
            "defragBeforeCopy",
            "beforeSendWatchResponse");

    private static final List<String> SLOW_POINTS = List.of(
            "raftBeforeSave",
            "raftAfterSave",
            "walBeforeSync",
            "beforeApplyOneEntryNormal",
            "beforeCommit",
            "afterWritebackBuf",
            "beforeSendWatchResponse",
            "beforeLookupWhenLeaseTimeToLive");

    private static final List<String> POINTS_OF_SNAPSHOTS = List.of(
            "raftBeforeSaveSnap",
            "raftAfterSaveSnap",
            "raftBeforeApplySnap",
            "raftAfterApplySnap",
            "applyBeforeOpenSnapshot",
            "applyAfterOpenSnapshot");

    private static final int DEATH_MILLIS = 6_000;

    private final Cluster cluster;
    private final Consumer<String> story;

    ProcessTroubles(Cluster cluster, Consumer<String> story) {
        this.cluster = cluster;
        this.story = story;
    }

    private record Plain(Runnable start, Runnable stop) implements Trouble {
        @Override
        public void begin() {
            start.run();
        }

        @Override
        public void end() {
            stop.run();
        }
    }

    Trouble kill(Supplier<Member> who) {
        return new Plain(() -> tell("killed", who.get()).kill9(), () -> {});
    }

    Trouble killAll() {
        return new Plain(
                () -> cluster.members().forEach(member -> tell("killed", member).kill9()), () -> {});
    }

    Trouble terminate(Supplier<Member> who) {
        return new Plain(() -> tell("told to stop", who.get()).terminate(), () -> {});
    }

    Trouble pause(Supplier<Member> who) {
        return new Plain(
                () -> tell("paused", who.get()).pause(), () -> cluster.members().forEach(Member::goOn));
    }

    /** It dies there if it gets there. */
    Trouble deadlyPoint(SplittableRandom random) {
        String point = any(DEADLY_POINTS, random);
        int skipped = point.startsWith("compact") || point.startsWith("defrag") ? 0 : random.nextInt(300);
        return point(cluster.members().size(), point, new Ending(point, Ending.Kind.FAILPOINT, skipped).term(), random);
    }

    Trouble slowPoint(SplittableRandom random) {
        return point(1, any(SLOW_POINTS, random), "sleep(" + (10 + random.nextInt(300)) + ")", random);
    }

    private Trouble point(int most, String point, String term, SplittableRandom random) {
        return new Trouble() {
            private final List<Member> chosen = new ArrayList<>();

            @Override
            public void begin() {
                while (chosen.size() < Math.min(most, 1 + random.nextInt(2))) {
                    chosen.add(cluster.any(random));
                }
                chosen.stream().filter(Member::isServing).forEach(member -> {
                    tell(point + "=" + term + " on", member).mayDie();
                    var unused = member.process().switchFailpoint(point, term);
                });
            }

            @Override
            public void end() {
                chosen.stream().filter(Member::isServing).forEach(member -> survive(member, point));
            }
        };
    }

    private static void survive(Member member, String point) {
        if (!member.process().switchFailpoint(point, "off")) {
            int unused = member.process().awaitEnd();
        }
    }

    /** A follower falls far behind and dies over the snapshot that it gets. */
    Trouble deathBySnapshot(NetworkTroubles network, SplittableRandom random) {
        String point = any(POINTS_OF_SNAPSHOTS, random);
        return new Trouble() {
            private Member chosen;

            @Override
            public void begin() {
                chosen = tell("cut off, to die at " + point, cluster.follower());
                network.around(chosen, Weather.CUT);
                chosen.mayDie();
                if (chosen.isServing()) {
                    var unused = chosen.process().switchFailpoint(point, "panic");
                }
            }

            @Override
            public void end() {
                network.around(chosen, Weather.FAIR);
                for (int waited = 0; waited < DEATH_MILLIS && chosen.isServing(); waited += 100) {
                    Pause.millis(100);
                }
                if (chosen.isServing()) {
                    survive(chosen, point);
                } else {
                    story.accept("died at " + point);
                }
            }
        };
    }

    private Member tell(String what, Member member) {
        story.accept(what + " " + member);
        return member;
    }

    private static String any(List<String> points, SplittableRandom random) {
        return points.get(random.nextInt(points.size()));
    }
}
