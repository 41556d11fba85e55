package dev.pharos.kvstore.config;

import java.time.Duration;

/** How old revisions are removed. */
public record CompactionOptions(Retention retention, int batchRevisions, Duration pause) {
    /** What is kept without being asked for. */
    public sealed interface Retention {
        /** Everything: nothing is removed by itself. */
        record Everything() implements Retention {}

        /** What was current at some time in the past period. */
        record Period(Duration length) implements Retention {}

        /** As many revisions. */
        record Revisions(long count) implements Retention {}
    }

    /** Reads the two flags; throws {@link BadValue}. */
    static Retention retention(String mode, String text) {
        boolean isByRevision = mode.equals("revision");
        try {
            long number = Kind.INT64.integer(text);
            if (number >= 0) {
                return retention(isByRevision, number, text);
            }
        } catch (BadValue e) {
            // No number: then it must be a length of time.
        }
        Duration length = parse(text);
        if (length.isZero() || length.isNegative()) {
            return new Retention.Everything();
        }
        return isByRevision ? new Retention.Revisions(length.toNanos()) : new Retention.Period(length);
    }

    private static Retention retention(boolean isByRevision, long number, String text) {
        if (number == 0) {
            return new Retention.Everything();
        }
        if (isByRevision) {
            return new Retention.Revisions(number);
        }
        // Beyond this Go's durations overflow.
        if (number > Duration.ofNanos(Long.MAX_VALUE).toHours()) {
            throw new BadValue("error parsing CompactionRetention: time: invalid duration " + GoText.quote(text));
        }
        return new Retention.Period(Duration.ofHours(number));
    }

    private static Duration parse(String text) {
        try {
            return GoDuration.parse(text);
        } catch (BadValue e) {
            throw new BadValue("error parsing CompactionRetention: " + e.text());
        }
    }
}
