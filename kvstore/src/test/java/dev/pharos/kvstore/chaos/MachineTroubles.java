package dev.pharos.kvstore.chaos;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What may become of the disk and the clock under a member, where the programs for it are installed. */
final class MachineTroubles {
    private static final int DEATH_MILLIS = 8_000;

    private final Cluster cluster;
    private final Consumer<String> story;

    MachineTroubles(Cluster cluster, Consumer<String> story) {
        this.cluster = cluster;
        this.story = story;
    }

    /** A member is started anew where its disk can be broken, and it is when this trouble ends; it must die of it. */
    Trouble disk(SplittableRandom random, List<String> faults) {
        return new Trouble() {
            private Member chosen;

            @Override
            public void begin() {
                chosen = cluster.any(random);
                if (!DiskFaults.areThere() || !chosen.isServing()) {
                    story.accept("no disk of " + chosen + " to break");
                    return;
                }
                story.accept("started on a disk that will break: " + chosen);
                chosen.kill9();
                chosen.launchOnce(DiskFaults.under(chosen.setting()));
                chosen.mayDie();
            }

            @Override
            public void end() {
                if (!chosen.isAlive() || !DiskFaults.canReach(chosen.process().setting())) {
                    return;
                }
                String fault = faults.get(random.nextInt(faults.size()));
                boolean broken = chosen.process().says(1) && DiskFaults.tryEnable(chosen.process(), fault);
                story.accept(broken ? fault + " under " + chosen : "the disk of " + chosen + " cannot be reached");
                if (broken && diesInTime(chosen) && !chosen.process().saysWhyItEnds()) {
                    throw new AssertionError(chosen + " died of its disk without a word: "
                            + chosen.process().describe());
                }
                if (chosen.isAlive()) {
                    story.accept("killed after that: " + chosen);
                    chosen.kill9();
                }
            }
        };
    }

    /** It writes with every change; without a majority there are none. */
    private static boolean diesInTime(Member member) {
        for (int waited = 0; waited < DEATH_MILLIS && member.isAlive(); waited += 100) {
            Pause.millis(100);
        }
        return !member.isAlive();
    }

    /** The clocks on the walls of a member jump, and later back. */
    Trouble clock(SplittableRandom random) {
        return new Trouble() {
            private Member chosen;

            @Override
            public void begin() {
                chosen = cluster.any(random);
                jump(WallClock.JUMPS.get(random.nextInt(WallClock.JUMPS.size())));
            }

            @Override
            public void end() {
                jump(WallClock.RIGHT);
            }

            private void jump(String offset) {
                story.accept(
                        WallClock.set(chosen.setting(), offset)
                                ? "the clock of " + chosen + " is off by " + offset
                                : "no clock of " + chosen + " to set");
            }
        };
    }
}
