package dev.pharos.kvstore.watch.delivery;

import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.StreamOptions.LeaderNeed;
import dev.pharos.kvstore.watch.protocol.WatchMetrics;
import dev.pharos.kvstore.watch.protocol.WatchMetrics.Gauges;
import dev.pharos.kvstore.watch.protocol.WatchSink;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.kvstore.watch.source.Handover.Handed;
import dev.pharos.kvstore.watch.source.HistoryDesk;
import dev.pharos.kvstore.watch.source.RecentEvents;
import dev.pharos.raft.check.OwnerThread;
import dev.pharos.wire.error.EtcdError;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * All watches of a member. Inputs only note what is asked; {@link #turn} does what follows from them. Owned by
 * the hub's thread, from the first input on.
 */
public final class WatchEngine {
    private final OwnerThread owner = new OwnerThread("the watch engine");
    private final Feed feed;
    private final Roster roster;
    private final Outgoing outgoing;
    private final CatchUp catchUp;
    private final LiveFeed liveFeed;
    private final Enrolment enrolment;
    private final ProgressNotices notices;
    private final WatchMetrics metrics;
    private Gauges lastGauges = new Gauges(0, 0, 0, 0);

    public WatchEngine(HistoryDesk desk, HubOptions options, RandomGenerator random, WatchMetrics metrics) {
        this.feed = new Feed(new RecentEvents(options.recentBytes(), desk.revision()), desk, options.turn());
        this.roster = new Roster(random);
        this.outgoing = new Outgoing(options.fragmentBytes());
        this.catchUp = new CatchUp(feed, roster, outgoing);
        this.liveFeed = new LiveFeed(feed, roster, outgoing, catchUp);
        this.enrolment = new Enrolment(feed, roster, catchUp, options.limits());
        this.notices = new ProgressNotices(feed, random, options.progressInterval());
        this.metrics = metrics;
    }

    public ClientStream open(WatchSink sink, StreamOptions options, long nowNanos) {
        owner.check();
        ClientStream stream = roster.open(sink, options, feed.dispatched() + 1);
        notices.opened(stream, nowNanos);
        return stream;
    }

    public void create(ClientStream stream, WatchSpec spec) {
        owner.check();
        if (!stream.closed) {
            enrolment.create(stream, spec);
        }
    }

    /** Answers a request to watch that must not be granted. */
    public void refuse(ClientStream stream, String reason) {
        owner.check();
        if (!stream.closed) {
            enrolment.refuse(stream, reason);
        }
    }

    public void cancel(ClientStream stream, long watchId) {
        owner.check();
        if (!stream.closed) {
            enrolment.cancel(stream, watchId);
        }
    }

    public void requestProgress(ClientStream stream) {
        owner.check();
        if (!stream.closed) {
            notices.request(stream);
        }
    }

    /** The connection has room again. */
    public void ready(ClientStream stream) {
        owner.check();
        catchUp.enqueue(stream);
    }

    public void close(ClientStream stream) {
        owner.check();
        if (!stream.closed) {
            notices.closed(stream);
            roster.close(stream);
        }
    }

    public void end(ClientStream stream, EtcdError why) {
        owner.check();
        if (!stream.closed) {
            close(stream);
            stream.sink.ended(why);
        }
    }

    public void endAll(EtcdError why) {
        List.copyOf(roster.streams).forEach(stream -> end(stream, why));
    }

    /** Rule 6.20. */
    public void leaderLost() {
        for (ClientStream stream : List.copyOf(roster.streams)) {
            if (stream.options.leaderNeed() == LeaderNeed.NEEDED) {
                end(stream, EtcdError.NO_LEADER);
            }
        }
    }

    public void commits(Handed handed) {
        owner.check();
        if (handed.lostThrough() > feed.recent.newest()) {
            feed.recent.restart(handed.lostThrough());
        }
        handed.commits().forEach(this::commit);
    }

    private void commit(Commit commit) {
        long newest = feed.recent.newest();
        if (commit.revision() <= newest) {
            return;
        }
        List<Event> news = commit.events();
        if (!news.isEmpty() && news.get(0).revision() <= newest) {
            news = news.stream().filter(event -> event.revision() > newest).toList();
        } else if (!news.isEmpty() && news.get(0).revision() > newest + 1) {
            // Every revision has an event, so some were not handed over; the history has them.
            feed.recent.restart(news.get(0).revision() - 1);
        }
        feed.recent.add(new Commit(commit.revision(), news));
    }

    public void tick(long nowNanos) {
        owner.check();
        notices.tick(nowNanos);
    }

    /** When {@link #tick} has something to do next. */
    public OptionalLong nextDeadline() {
        return notices.nextDeadline();
    }

    /** Everybody live is told what is new, and some who lag get a stretch; whether there may be more to do. */
    public boolean turn() {
        owner.check();
        liveFeed.run();
        boolean more = catchUp.run();
        notices.answerRequests();
        report();
        return more;
    }

    private void report() {
        long sent = outgoing.takeSent();
        if (sent > 0) {
            metrics.eventsSent(sent);
        }
        Gauges now = gauges();
        if (!now.equals(lastGauges)) {
            lastGauges = now;
            metrics.gauges(now);
        }
    }

    /** How things stand. */
    public Gauges gauges() {
        return roster.gauges(feed.recent.eventsAfter(feed.dispatched()));
    }
}
