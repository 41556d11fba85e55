package dev.pharos.kvstore.watch.delivery;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Watchers of one stream that have been told everything before the cursor, or wanted nothing of it. The members
 * of a stream's main cohort are not listed: they are all its watchers that are in no other. Owned by the
 * hub's thread.
 */
final class Cohort {
    final ClientStream stream;

    /** Never goes back. Of a live main cohort: the least revision that it still wants to hear of. */
    long cursor;

    /** Set while a stretch is shared out among some cohorts, this one included. */
    boolean served;

    /** Empty for a main cohort. */
    final Set<Watcher> members = new LinkedHashSet<>();

    Cohort(ClientStream stream, long cursor) {
        this.stream = stream;
        this.cursor = cursor;
    }

    boolean isMain() {
        return this == stream.main;
    }

    int size() {
        return isMain() ? stream.mainSize() : members.size();
    }

    void advanceTo(long revision) {
        cursor = Math.max(cursor, revision);
    }
}
