package dev.pharos.kvstore.watch.delivery;

import dev.pharos.kvstore.watch.protocol.EncodedEvents;
import dev.pharos.kvstore.watch.protocol.WatchMessage;
import dev.pharos.kvstore.watch.source.SharedEvent;
import dev.pharos.kvstore.watch.source.SharedEvents;
import dev.pharos.kvstore.watch.source.Stretch;
import dev.pharos.wire.value.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings those who lag up to date, a stretch at a time, streams in turns. A stretch is shared out to all
 * cohorts that stand within it. Owned by the hub's thread.
 */
final class CatchUp {
    /** So many cohorts at most get a stretch in one turn. */
    private static final int MOST_COHORTS = 256;

    /** Up to so many watchers, their ranges are tried one by one instead of asking the index. */
    private static final int FEW_WATCHERS = 64;

    private static final int MOST_TURNS_KEPT = 10;

    /** Who is told this has missed a revision, and must read the present state before watching on. */
    private static final String TOO_MANY_EVENTS =
            "etcdserver: more keys changed in one revision than fit into the memory of the member";

    private final Feed feed;
    private final Roster roster;
    private final Outgoing outgoing;

    /** Streams that lag or owe answers, and whose connections had room when last seen. */
    private final ArrayDeque<ClientStream> turns = new ArrayDeque<>();

    private final List<Interest> touched = new ArrayList<>();

    /** What was last read from the history: it may serve others, too. */
    private @Nullable Stretch lastRead;

    /** Set while the history is being read. */
    private boolean asking;

    CatchUp(Feed feed, Roster roster, Outgoing outgoing) {
        this.feed = feed;
        this.roster = roster;
        this.outgoing = outgoing;
    }

    /** The stream gets a turn when it has something to send and room for it. */
    void enqueue(ClientStream stream) {
        if (!stream.queued && !stream.closed) {
            stream.queued = true;
            turns.addLast(stream);
        }
    }

    /** One turn; whether there may be more to do at once. */
    boolean run() {
        for (int left = turns.size(); left > 0; left--) {
            ClientStream stream = turns.removeFirst();
            Cohort cohort = cohortToServe(stream);
            if (cohort == null) {
                stream.queued = false;
                continue;
            }
            turns.addLast(stream);
            if (overtaken(cohort)) {
                cancelOvertaken(cohort);
                return true;
            }
            if (serve(cohort)) {
                return true;
            }
        }
        if (turns.isEmpty()) {
            lastRead = null;
        }
        return false;
    }

    private @Nullable Cohort cohortToServe(ClientStream stream) {
        if (stream.closed || !stream.sendAnswers()) {
            return null;
        }
        stream.settle(feed.dispatched());
        return stream.nextBehind();
    }

    private boolean overtaken(Cohort cohort) {
        return cohort.cursor < feed.desk.compactRevision() && !feed.recent.reachBackTo(cohort.cursor);
    }

    /** Rule 6.5, for watchers that were overtaken by a compaction: never a silent gap. */
    private void cancelOvertaken(Cohort cohort) {
        ClientStream stream = cohort.stream;
        long compactRevision = feed.desk.compactRevision();
        boolean all = true;
        for (Watcher watcher : stream.membersOf(cohort)) {
            if (watcher.position() >= compactRevision) {
                continue;
            }
            if (!stream.canSend()) {
                all = false;
                break;
            }
            roster.remove(watcher);
            stream.sink.send(WatchMessage.compacted(watcher.id, compactRevision));
        }
        if (all) {
            cohort.advanceTo(compactRevision);
            stream.settle(feed.dispatched());
        }
        roster.recount(stream);
    }

    private boolean serve(Cohort cohort) {
        long cursor = cohort.cursor;
        if (feed.recent.reachBackTo(cursor) && cursor <= feed.recent.newest()) {
            return share(feed.recent.stretch(cursor, feed.turn), cohort);
        }
        if (lastRead != null && lastRead.serves(cursor)) {
            return share(lastRead, cohort);
        }
        if (!asking) {
            asking = true;
            feed.desk.read(cursor, feed.turn, answer -> hasRead(cursor, answer));
        }
        return false;
    }

    /** What was read goes out at once to all who can use it, the one that it was read for among them. */
    private void hasRead(long cursor, Optional<Stretch> answer) {
        asking = false;
        lastRead = answer.filter(stretch -> stretch.through() >= cursor).orElse(null);
        if (lastRead != null) {
            share(lastRead, null);
            if (isLarge(lastRead)) {
                lastRead = null;
            }
        }
    }

    /** Whether it takes more memory than a guess that somebody else wants it, too, is worth. */
    private boolean isLarge(Stretch stretch) {
        return stretch.events().size() > MOST_TURNS_KEPT * feed.turn.events();
    }

    /** Whether anybody has moved on. */
    private boolean share(Stretch stretch, @Nullable Cohort first) {
        Set<Cohort> cohorts = cohortsWithin(stretch, first);
        if (cohorts.isEmpty()) {
            return false;
        }
        cohorts.forEach(cohort -> cohort.served = true);
        gather(stretch, cohorts);
        boolean ready = previousKnown(stretch);
        if (ready) {
            tell(Math.max(feed.recent.newest(), stretch.through()));
        }
        touched.forEach(Interest::clear);
        touched.clear();
        cohorts.forEach(cohort -> cohort.served = false);
        if (ready) {
            moveOn(cohorts, stretch.through() + 1);
        }
        return ready;
    }

    private Set<Cohort> cohortsWithin(Stretch stretch, @Nullable Cohort first) {
        Set<Cohort> within = new LinkedHashSet<>();
        if (first != null) {
            within.add(first);
        }
        for (ClientStream stream : turns) {
            if (within.size() >= MOST_COHORTS) {
                break;
            }
            if (stream.closed || !stream.isBehind() || !stream.canSend()) {
                continue;
            }
            for (Cohort cohort : stream.others) {
                if (stretch.serves(cohort.cursor)) {
                    within.add(cohort);
                }
            }
            if (!stream.live && stretch.serves(stream.main.cursor)) {
                within.add(stream.main);
            }
        }
        return within;
    }

    private void gather(Stretch stretch, Set<Cohort> cohorts) {
        int watchers = 0;
        for (Cohort cohort : cohorts) {
            watchers += cohort.size();
        }
        SharedEvents events = stretch.events();
        if (watchers > FEW_WATCHERS) {
            for (int i = 0; i < events.size(); i++) {
                int place = i;
                roster.index.match(events.key(i), interest -> {
                    if (interest.stream.isBehind()) {
                        gather(interest, events, place);
                    }
                });
            }
            return;
        }
        Set<Interest> interests = new LinkedHashSet<>();
        for (Cohort cohort : cohorts) {
            cohort.stream.membersOf(cohort).forEach(watcher -> interests.add(watcher.interest));
        }
        for (int i = 0; i < events.size(); i++) {
            Bytes key = events.key(i);
            for (Interest interest : interests) {
                if (interest.range().contains(key)) {
                    gather(interest, events, i);
                }
            }
        }
    }

    private void gather(Interest interest, SharedEvents events, int place) {
        boolean first = events.hasRoomFor(place) ? interest.gather(events.get(place)) : interest.overflow();
        if (first) {
            touched.add(interest);
        }
    }

    private boolean previousKnown(Stretch stretch) {
        if (!roster.anyWantsPrevious()) {
            return true;
        }
        List<SharedEvent> lacking = new ArrayList<>();
        for (Interest interest : touched) {
            if (interest.stream.withPrevious > 0) {
                interest.lackingPrevious(lacking);
            }
        }
        List<SharedEvent> left = feed.notFoundHere(lacking);
        if (left.isEmpty()) {
            return true;
        }
        if (!asking) {
            asking = true;
            feed.askPrevious(left, () -> {
                asking = false;
                share(stretch, null);
            });
        }
        return false;
    }

    private void tell(long revision) {
        for (Interest interest : touched) {
            Watcher next;
            for (Watcher watcher = interest.first(); watcher != null; watcher = next) {
                next = watcher.after;
                if (watcher.cohort.served) {
                    tell(watcher, revision);
                }
            }
        }
    }

    private void tell(Watcher watcher, long revision) {
        boolean tooMany = watcher.interest.hasOverflowed();
        EncodedEvents events = tooMany ? EncodedEvents.NONE : watcher.interest.select(watcher);
        if (!tooMany && events.count() == 0) {
            return;
        }
        ClientStream stream = watcher.interest.stream;
        if (!stream.leftOver.isEmpty() || !stream.canSend()) {
            stream.leftOver.add(watcher);
        } else if (tooMany) {
            roster.remove(watcher);
            stream.sink.send(WatchMessage.broken(revision, watcher.id, TOO_MANY_EVENTS));
        } else {
            outgoing.send(watcher, revision, events);
        }
    }

    /** All move before any joins another: who joins must stand where it has been told up to. */
    private void moveOn(Set<Cohort> cohorts, long cursor) {
        for (Cohort cohort : cohorts) {
            if (!cohort.stream.leftOver.isEmpty()) {
                cohort.stream.splitLeftOver();
            }
        }
        cohorts.forEach(cohort -> cohort.advanceTo(cursor));
        for (Cohort cohort : cohorts) {
            cohort.stream.settle(feed.dispatched());
            roster.recount(cohort.stream);
        }
    }
}
