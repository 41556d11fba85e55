package dev.pharos.kvstore.watch.delivery;

import dev.pharos.kvstore.watch.protocol.WatchWish;
import dev.pharos.kvstore.watch.source.SharedEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One watch. Kept small: there may be millions. Owned by the hub's thread. */
final class Watcher {
    /** Set if the watcher asked for a revision that did not exist yet: no progress is told before it does. */
    private static final int FUTURE = 1 << 8;

    /** Set if there was an event since the last look at the progress clock. */
    private static final int HEARD = 1 << 9;

    private static final int SELECTING = mark(WatchWish.NO_PUT) | mark(WatchWish.NO_DELETE) | mark(WatchWish.PREVIOUS);

    final long id;
    final Interest interest;

    /** Never null while the watcher is enrolled. */
    Cohort cohort;

    /** Its neighbours among the watchers of its interest. */
    @Nullable
    Watcher before;

    @Nullable
    Watcher after;

    /** Nothing before this revision is wanted any more; the cohort's cursor may be further. */
    private long next;

    private int marks;

    Watcher(long id, Interest interest, Cohort cohort, Set<WatchWish> wishes) {
        this.id = id;
        this.interest = interest;
        this.cohort = cohort;
        for (WatchWish wish : wishes) {
            marks |= mark(wish);
        }
    }

    void startAt(long revision) {
        next = revision;
    }

    void startInFuture(long revision) {
        next = revision;
        marks |= FUTURE;
    }

    long position() {
        return Math.max(next, cohort.cursor);
    }

    /** Moves on its own to another cohort without losing or repeating anything. */
    void moveTo(Cohort other) {
        long position = position();
        if (position > next) {
            marks &= ~FUTURE;
        }
        next = position;
        cohort = other;
    }

    private static int mark(WatchWish wish) {
        return switch (wish) {
            case NO_PUT -> 1;
            case NO_DELETE -> 1 << 1;
            case PREVIOUS -> 1 << 2;
            case PROGRESS -> 1 << 3;
            case FRAGMENT -> 1 << 4;
        };
    }

    boolean wishes(WatchWish wish) {
        return (marks & mark(wish)) != 0;
    }

    /** Watchers with the same selector get the same of each event. */
    int selector() {
        return marks & SELECTING;
    }

    boolean wants(SharedEvent event) {
        return !wishes(event.isPut() ? WatchWish.NO_PUT : WatchWish.NO_DELETE);
    }

    /** The least revision at which it may be told that it has missed nothing (rule 6.16). */
    long progressFloor() {
        return (marks & FUTURE) != 0 ? next : next - 1;
    }

    void heard() {
        marks |= HEARD;
    }

    boolean forgetHeard() {
        boolean was = (marks & HEARD) != 0;
        marks &= ~HEARD;
        return was;
    }
}
