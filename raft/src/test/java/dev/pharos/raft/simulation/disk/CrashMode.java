package dev.pharos.raft.simulation.disk;

import java.util.random.RandomGenerator;

/** How a crash treats what was not synced. */
public enum CrashMode {
    KEEP_ALL,
    LOSE_ALL_UNSYNCED,
    /** Each sector by itself is kept or lost. */
    SECTORS,
    /** Each sector by itself is kept, lost, or one of its halves is. */
    TORN_SECTORS;

    CrashPlan plan(RandomGenerator random) {
        return switch (this) {
            case KEEP_ALL -> new Uniform(SectorFate.KEPT);
            case LOSE_ALL_UNSYNCED -> new Uniform(SectorFate.LOST);
            case SECTORS -> new Random(random, 2);
            case TORN_SECTORS -> new Random(random, 4);
        };
    }

    private record Uniform(SectorFate fate) implements CrashPlan {
        @Override
        public SectorFate sector(String file, int sector) {
            return fate;
        }

        @Override
        public long size(String file, long durable, long current) {
            return fate == SectorFate.KEPT ? current : durable;
        }

        @Override
        public boolean keepsDirectoryOperation(String operation) {
            return fate == SectorFate.KEPT;
        }
    }

    private static final class Random implements CrashPlan {
        private static final SectorFate[] FATES = SectorFate.values();

        private final RandomGenerator random;
        private final int fates;

        Random(RandomGenerator random, int fates) {
            this.random = random;
            this.fates = fates;
        }

        @Override
        public SectorFate sector(String file, int sector) {
            return FATES[random.nextInt(fates)];
        }

        @Override
        public long size(String file, long durable, long current) {
            return switch (random.nextInt(3)) {
                case 0 -> durable;
                case 1 -> current;
                default -> random.nextLong(Math.min(durable, current), Math.max(durable, current) + 1);
            };
        }

        @Override
        public boolean keepsDirectoryOperation(String operation) {
            return random.nextBoolean();
        }
    }
}
