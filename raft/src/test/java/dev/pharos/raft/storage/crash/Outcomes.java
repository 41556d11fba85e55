package dev.pharos.raft.storage.crash;

import dev.pharos.raft.simulation.disk.CrashMode;
import dev.pharos.raft.simulation.disk.CrashPlan;
import dev.pharos.raft.simulation.disk.SectorFate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * All ways in which a crash can go, or many of them where there are too many: every decision is a digit
 * of a number that counts up.
 */
final class Outcomes {
    /** How far to go. */
    enum Effort {
        ALL(512, 120),
        SOME(16, 12);

        private final int exhaustive;
        private final int samples;

        Effort(int exhaustive, int samples) {
            this.exhaustive = exhaustive;
            this.samples = samples;
        }
    }

    private Outcomes() {}

    /** Tries plans; {@code crash} must do the same thing with each, apart from what the plan decides. */
    static long tryAll(Effort effort, long seed, Consumer<CrashPlan> crash) {
        Digits all = new Digits(new ArrayList<>(), SectorFate.KEPT);
        crash.accept(all);
        long tried = 1;
        int decisions = all.asked;
        if (decisions < 31 && 1 << decisions <= effort.exhaustive) {
            for (int number = 1; number < 1 << decisions; number++) {
                crash.accept(Digits.ofBits(number, decisions));
                tried++;
            }
        } else {
            tried += sample(effort.samples, seed, crash);
        }
        return effort == Effort.ALL ? tried + singles(decisions, crash) : tried;
    }

    private static long sample(int samples, long seed, Consumer<CrashPlan> crash) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < samples; i++) {
            crash.accept(new RandomPlan(random, i % 2 == 0 ? CrashMode.SECTORS : CrashMode.TORN_SECTORS));
        }
        return samples;
    }

    /** Each decision by itself goes every way while all others go one way. */
    private static long singles(int decisions, Consumer<CrashPlan> crash) {
        long tried = 0;
        for (SectorFate others : List.of(SectorFate.KEPT, SectorFate.LOST)) {
            for (int single = 0; single < decisions; single++) {
                for (SectorFate fate : SectorFate.values()) {
                    List<SectorFate> digits = new ArrayList<>();
                    for (int i = 0; i < single; i++) {
                        digits.add(others);
                    }
                    digits.add(fate);
                    crash.accept(new Digits(digits, others));
                    tried++;
                }
            }
        }
        return tried;
    }

    /** Decides by a list, and the same for all that the list does not reach. */
    private static final class Digits implements CrashPlan {
        private final List<SectorFate> digits;
        private final SectorFate rest;
        private int asked;

        Digits(List<SectorFate> digits, SectorFate rest) {
            this.digits = digits;
            this.rest = rest;
        }

        static Digits ofBits(int number, int count) {
            List<SectorFate> digits = new ArrayList<>();
            for (int bit = 0; bit < count; bit++) {
                digits.add((number >>> bit & 1) == 0 ? SectorFate.KEPT : SectorFate.LOST);
            }
            return new Digits(digits, SectorFate.LOST);
        }

        @Override
        public SectorFate sector(String file, int sector) {
            // Spare segments are thrown away unread; whatever they hold makes no difference.
            return file.endsWith(".tmp") ? SectorFate.KEPT : decide();
        }

        @Override
        public long size(String file, long durable, long current) {
            return file.endsWith(".tmp") || decide() == SectorFate.KEPT ? current : durable;
        }

        @Override
        public boolean keepsDirectoryOperation(String operation) {
            return decide() == SectorFate.KEPT;
        }

        private SectorFate decide() {
            int place = asked++;
            return place < digits.size() ? digits.get(place) : rest;
        }
    }

    private static final class RandomPlan implements CrashPlan {
        private static final SectorFate[] FATES = SectorFate.values();

        private final SplittableRandom random;
        private final int fates;

        RandomPlan(SplittableRandom random, CrashMode mode) {
            this.random = random;
            this.fates = mode == CrashMode.SECTORS ? 2 : 4;
        }

        @Override
        public SectorFate sector(String file, int sector) {
            return FATES[random.nextInt(fates)];
        }

        @Override
        public long size(String file, long durable, long current) {
            return random.nextLong(Math.min(durable, current), Math.max(durable, current) + 1);
        }

        @Override
        public boolean keepsDirectoryOperation(String operation) {
            return random.nextBoolean();
        }
    }
}
