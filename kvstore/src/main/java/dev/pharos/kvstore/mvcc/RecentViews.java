package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.kvstore.mvcc.read.Moment;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of which somebody has read a part and will ask for the next one, at the same revision. With its
 * own index such a page costs no more than one of the newest revision. Few are kept, and not for long, since
 * each keeps parts of the index alive. Any thread.
 */
final class RecentViews {
    private static final int BOUND = 64;
    private static final long KEPT_NANOS = Duration.ofSeconds(30).toNanos();

    private record Kept(Moment moment, long atNanos) {}

    private final LongSupplier nanoClock;
    private final Map<Long, Kept> byRevision = new LinkedHashMap<>();

    RecentViews(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Keeps what was answered only in part. */
    void answered(Moment moment, RangeQuery query, RangeResult result) {
        boolean ofNewest = query.revision() <= 0 || query.revision() == moment.revision();
        if (result.more() && ofNewest) {
            keep(moment);
        }
    }

    private synchronized void keep(Moment moment) {
        byRevision.remove(moment.revision());
        byRevision.put(moment.revision(), new Kept(moment, nanoClock.getAsLong()));
        forgetOld();
    }

    /** The moment of exactly that revision, if it is kept. */
    synchronized @Nullable Moment at(long revision) {
        Kept kept = byRevision.get(revision);
        return kept == null ? null : kept.moment();
    }

    synchronized void forgetOld() {
        long now = nanoClock.getAsLong();
        Iterator<Kept> oldestFirst = byRevision.values().iterator();
        while (oldestFirst.hasNext()) {
            boolean isOld = now - oldestFirst.next().atNanos() >= KEPT_NANOS;
            if (!isOld && byRevision.size() <= BOUND) {
                return;
            }
            oldestFirst.remove();
        }
    }
}
