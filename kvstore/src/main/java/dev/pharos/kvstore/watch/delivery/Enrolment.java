package dev.pharos.kvstore.watch.delivery;

import dev.pharos.kvstore.watch.protocol.HubOptions.Limits;
import dev.pharos.kvstore.watch.protocol.WatchMessage;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.wire.error.CancelReason;
import java.util.Optional;

/** How watchers come and go: the rules 6.2 to 6.7. Owned by the hub's thread. */
final class Enrolment {
    private static final String TOO_MANY_ON_STREAM = "etcdserver: too many watchers on the stream";
    private static final String TOO_MANY = "etcdserver: too many watchers on the member";

    private final Feed feed;
    private final Roster roster;
    private final CatchUp catchUp;
    private final Limits limits;

    Enrolment(Feed feed, Roster roster, CatchUp catchUp, Limits limits) {
        this.feed = feed;
        this.roster = roster;
        this.catchUp = catchUp;
        this.limits = limits;
    }

    void create(ClientStream stream, WatchSpec spec) {
        long current = feed.current();
        Optional<String> refusal = refusal(stream, spec);
        if (refusal.isPresent()) {
            stream.answer(WatchMessage.refused(current, refusal.get()));
            return;
        }
        long id = spec.watchId() == 0 ? stream.freeId() : spec.watchId();
        long start = spec.startRevision();
        long compactRevision = feed.desk.compactRevision();
        if (start > 0 && start < compactRevision) {
            stream.answer(WatchMessage.created(current, id), WatchMessage.compacted(id, compactRevision));
            return;
        }
        stream.settle(feed.dispatched());
        Watcher watcher = new Watcher(id, roster.interest(stream, spec.range()), stream.main, spec.wishes());
        roster.enrol(watcher);
        place(watcher, start, current);
        roster.recount(stream);
        stream.answer(WatchMessage.created(current, id));
    }

    private void place(Watcher watcher, long start, long current) {
        ClientStream stream = watcher.interest.stream;
        if (start == 0) {
            watcher.startAt(current + 1);
        } else if (start > current) {
            watcher.startInFuture(start);
        } else {
            watcher.startAt(start);
            if (start < stream.mainPosition(feed.dispatched())) {
                Cohort own = new Cohort(stream, start);
                own.members.add(watcher);
                watcher.cohort = own;
                stream.others.add(own);
                catchUp.enqueue(stream);
            }
        }
    }

    private Optional<String> refusal(ClientStream stream, WatchSpec spec) {
        if (spec.startRevision() < 0) {
            return Optional.of(CancelReason.NEGATIVE_START_REVISION.text());
        }
        if (spec.range().isEmpty()) {
            return Optional.of(CancelReason.EMPTY_RANGE.text());
        }
        if (spec.watchId() != 0 && stream.watchers.containsKey(spec.watchId())) {
            return Optional.of(CancelReason.DUPLICATE_WATCH_ID.text());
        }
        if (stream.watchers.size() >= limits.watchersPerStream()) {
            return Optional.of(TOO_MANY_ON_STREAM);
        }
        return roster.watchers() >= limits.watchers() ? Optional.of(TOO_MANY) : Optional.empty();
    }

    /** Rule 6.7: no answer for an id that is not there. */
    void cancel(ClientStream stream, long id) {
        Watcher watcher = stream.watchers.get(id);
        if (watcher == null) {
            stream.sink.requestDone();
            return;
        }
        roster.remove(watcher);
        stream.settle(feed.dispatched());
        roster.recount(stream);
        stream.answer(WatchMessage.canceled(feed.current(), id));
    }

    void refuse(ClientStream stream, String reason) {
        stream.answer(WatchMessage.refused(feed.current(), reason));
    }
}
