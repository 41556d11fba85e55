package dev.pharos.client.watch;

import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;

/** One watch among those of a {@link Watches}. Owner of the fields: the thread of the calls' clock. */
public final class Watch {
    static final long NO_ID = -1;

    private final Watches home;
    private final WatchCreateRequest request;

    /** First revision that was not delivered yet; 0 for whatever is current when it is created. */
    private long next;

    /** What the server of the current stream calls it, or {@link #NO_ID}. */
    private long id = NO_ID;

    Watch(Watches home, WatchCreateRequest request) {
        this.home = home;
        this.request = request;
        this.next = request.getStartRevision();
    }

    /** What was asked for. */
    public WatchCreateRequest request() {
        return request;
    }

    /** Nothing that arrives from now on is delivered; what arrived before may be. */
    public void cancel() {
        home.cancel(this);
    }

    long id() {
        return id;
    }

    void rename(long newId) {
        id = newId;
    }

    /** What creates it on a new stream, so that nothing is missed and nothing comes twice. */
    WatchCreateRequest resumption() {
        return request.toBuilder().setStartRevision(next).build();
    }

    void created(WatchResponse response) {
        if (next == 0) {
            next = response.getHeader().getRevision() + 1;
        }
    }

    void passed(WatchResponse response) {
        int events = response.getEventsCount();
        long last = events == 0
                ? response.getHeader().getRevision()
                : response.getEvents(events - 1).getKv().getModRevision();
        next = Math.max(next, last + 1);
    }
}
