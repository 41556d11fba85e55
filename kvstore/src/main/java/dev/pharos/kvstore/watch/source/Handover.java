package dev.pharos.kvstore.watch.source;

import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.model.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the apply thread leaves commits and the hub's thread finds them. Bounded: a hub that does not keep up
 * loses what waits here, is told so, and finds it in the history. Guarded by its own lock.
 */
public final class Handover {
    private final int maxEvents;
    private final long maxBytes;
    private List<Commit> waiting = new ArrayList<>();
    private int events;
    private long bytes;
    private long lostThrough;

    public Handover(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /**
     * What waits.
     *
     * @param lostThrough 0, or everything through this revision was dropped, and the commits follow it
     */
    public record Handed(long lostThrough, List<Commit> commits) {
        public boolean isNothing() {
            return lostThrough == 0 && commits.isEmpty();
        }
    }

    /** Never waits for anything but the lock, which nobody holds for long. */
    public synchronized void put(Commit commit) {
        events += Math.max(1, commit.events().size());
        if (events <= maxEvents) {
            bytes += pairBytes(commit);
        }
        if (events > maxEvents || bytes > maxBytes) {
            lose(commit.revision());
        } else {
            waiting.add(commit);
        }
    }

    private static long pairBytes(Commit commit) {
        long bytes = 0;
        for (Event event : commit.events()) {
            bytes += event.kv().encoded().length();
        }
        return bytes;
    }

    /** Nothing that waits is wanted any more: what matters stands in the history. */
    public synchronized void lose(long throughRevision) {
        waiting = new ArrayList<>();
        events = 0;
        bytes = 0;
        lostThrough = throughRevision;
    }

    public synchronized Handed take() {
        Handed handed = new Handed(lostThrough, waiting);
        waiting = new ArrayList<>();
        events = 0;
        bytes = 0;
        lostThrough = 0;
        return handed;
    }
}
