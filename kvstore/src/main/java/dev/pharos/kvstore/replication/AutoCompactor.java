package dev.pharos.kvstore.replication;

import java.util.ArrayDeque;
import java.util.OptionalLong;

/**
 * Chooses the revisions to compact to by themselves (rules 5.4 and 5.5): whatever is older than a period, or
 * more than so many revisions back. It is told the time; it has no clock.
 */
public sealed interface AutoCompactor {
    long FIVE_MINUTES_MILLIS = 5 * 60 * 1000;
    long HOUR_MILLIS = 60 * 60 * 1000;

    /** How often to ask. */
    long intervalMillis();

    /** The revision to compact to now, if any. */
    OptionalLong due(long nowMillis, long currentRevision);

    /** The last answer was carried out, or turned out to be done already. */
    void compacted(long revision);

    /**
     * Another member compacts now; to be told as often as one would ask. What is old enough is known all the same,
     * so that nothing begins anew when leadership comes here.
     */
    void pass(long nowMillis, long currentRevision);

    /** Keeps so many revisions. */
    final class ByRevision implements AutoCompactor {
        private final long keep;
        private long last;

        public ByRevision(long keep) {
            this.keep = keep;
        }

        @Override
        public long intervalMillis() {
            return FIVE_MINUTES_MILLIS;
        }

        @Override
        public OptionalLong due(long nowMillis, long currentRevision) {
            long target = currentRevision - keep;
            return target <= 0 || target == last ? OptionalLong.empty() : OptionalLong.of(target);
        }

        @Override
        public void compacted(long revision) {
            last = revision;
        }

        @Override
        public void pass(long nowMillis, long currentRevision) {}
    }

    /** Keeps what happened within a period, by samples of the revision taken ten times in it. */
    final class ByPeriod implements AutoCompactor {
        private static final int SAMPLES = 10;

        private record Sample(long millis, long revision) {}

        private final long periodMillis;
        private final ArrayDeque<Sample> samples = new ArrayDeque<>();
        private long lastMillis = Long.MIN_VALUE;
        private long askedMillis;
        private long last;

        public ByPeriod(long periodMillis) {
            this.periodMillis = periodMillis;
        }

        @Override
        public long intervalMillis() {
            return Math.max(1, Math.min(periodMillis, HOUR_MILLIS) / SAMPLES);
        }

        @Override
        public OptionalLong due(long nowMillis, long currentRevision) {
            pass(nowMillis, currentRevision);
            Sample oldest = samples.getFirst();
            long revision = oldest.millis() <= nowMillis - periodMillis ? oldest.revision() : 0;
            boolean early =
                    lastMillis != Long.MIN_VALUE && nowMillis - lastMillis < Math.min(periodMillis, HOUR_MILLIS);
            if (revision == 0 || early || revision == last) {
                return OptionalLong.empty();
            }
            askedMillis = nowMillis;
            return OptionalLong.of(revision);
        }

        /** The first sample is the newest of those that are old enough, if there is one. */
        private void forgetAllButOnePeriod(long oldEnoughMillis) {
            while (samples.size() > 1 && secondMillis() <= oldEnoughMillis) {
                samples.removeFirst();
            }
        }

        private long secondMillis() {
            var iterator = samples.iterator();
            iterator.next();
            return iterator.next().millis();
        }

        @Override
        public void compacted(long revision) {
            last = revision;
            lastMillis = askedMillis;
        }

        @Override
        public void pass(long nowMillis, long currentRevision) {
            samples.addLast(new Sample(nowMillis, currentRevision));
            forgetAllButOnePeriod(nowMillis - periodMillis);
        }
    }
}
