package dev.pharos.kvstore.watch.delivery;

import dev.pharos.kvstore.watch.protocol.EncodedEvents;
import dev.pharos.kvstore.watch.source.SharedEvent;
import dev.pharos.kvstore.watch.source.Stretch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells those who are up to date what is new, revision by revision. Owned by the hub's thread. */
final class LiveFeed {
    private final Feed feed;
    private final Roster roster;
    private final Outgoing outgoing;
    private final CatchUp catchUp;

    private final List<Interest> touched = new ArrayList<>();
    private final Set<ClientStream> overrun = new LinkedHashSet<>();

    /** Set while pairs are looked up: what is new waits, as it must stay in order. */
    private boolean asking;

    LiveFeed(Feed feed, Roster roster, Outgoing outgoing, CatchUp catchUp) {
        this.feed = feed;
        this.roster = roster;
        this.outgoing = outgoing;
        this.catchUp = catchUp;
    }

    void run() {
        while (!asking && feed.dispatched() < feed.recent.newest()) {
            if (!feed.recent.reachBackTo(feed.dispatched() + 1)) {
                letAllFallBehind();
                return;
            }
            Stretch stretch = feed.recent.stretch(feed.dispatched() + 1, feed.turn);
            if (!roster.anyWantsPrevious() || previousKnown(stretch)) {
                dispatch(stretch);
            }
        }
    }

    /** The hub was overrun: what it did not look at must be read again, for everybody. */
    private void letAllFallBehind() {
        long missed = feed.dispatched() + 1;
        feed.dispatchedThrough(feed.recent.newest());
        for (ClientStream stream : roster.streams) {
            if (stream.live && stream.mainSize() > 0) {
                stream.lag(missed);
                catchUp.enqueue(stream);
                roster.recount(stream);
            }
        }
    }

    private boolean previousKnown(Stretch stretch) {
        List<SharedEvent> lacking = new ArrayList<>();
        for (SharedEvent event : stretch.events()) {
            if (event.lacksPrevious() && previousIsWanted(event)) {
                lacking.add(event);
            }
        }
        List<SharedEvent> left = feed.notFoundHere(lacking);
        if (left.isEmpty()) {
            return true;
        }
        asking = true;
        feed.askPrevious(left, () -> {
            asking = false;
            run();
        });
        return false;
    }

    private boolean previousIsWanted(SharedEvent event) {
        boolean[] wanted = {false};
        roster.index.match(event.key(), interest -> wanted[0] |= interest.stream.withPrevious > 0);
        return wanted[0];
    }

    private void dispatch(Stretch stretch) {
        List<SharedEvent> events = stretch.events();
        int start = 0;
        while (start < events.size()) {
            long revision = events.get(start).revision();
            int end = start + 1;
            while (end < events.size() && events.get(end).revision() == revision) {
                end++;
            }
            gather(events.subList(start, end), revision);
            tell(revision);
            start = end;
        }
        feed.dispatchedThrough(stretch.through());
    }

    private void gather(List<SharedEvent> events, long revision) {
        for (SharedEvent event : events) {
            roster.index.match(event.key(), interest -> {
                ClientStream stream = interest.stream;
                if (stream.live && stream.main.cursor <= revision && interest.gather(event)) {
                    touched.add(interest);
                }
            });
        }
    }

    private void tell(long revision) {
        for (Interest interest : touched) {
            ClientStream stream = interest.stream;
            for (Watcher watcher = interest.first(); watcher != null; watcher = watcher.after) {
                if (watcher.cohort == stream.main) {
                    tell(watcher, revision);
                }
            }
            interest.clear();
        }
        touched.clear();
        for (ClientStream stream : overrun) {
            stream.main.advanceTo(revision);
            stream.splitLeftOver();
            stream.lag(revision + 1);
            roster.recount(stream);
        }
        overrun.clear();
    }

    private void tell(Watcher watcher, long revision) {
        EncodedEvents events = watcher.interest.select(watcher);
        if (events.count() == 0) {
            return;
        }
        ClientStream stream = watcher.interest.stream;
        if (stream.leftOver.isEmpty() && stream.canSend()) {
            outgoing.send(watcher, revision, events);
        } else {
            stream.leftOver.add(watcher);
            overrun.add(stream);
        }
    }
}
