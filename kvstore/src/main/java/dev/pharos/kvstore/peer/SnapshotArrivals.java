package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.peer.link.LinkParts;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** The snapshots on their way to us: one from each member, and few in all. Thread-safe. */
final class SnapshotArrivals {
    private static final int MAX_UNDER_WAY = 4;

    private final LinkParts parts;
    private final Roster roster;
    private final SnapshotSink sink;
    private final Executor workers;
    private final Map<Long, ArrivingSnapshot> underWay = new HashMap<>();
    private boolean closed;

    SnapshotArrivals(LinkParts parts, Roster roster, SnapshotSink sink, Executor workers) {
        this.parts = parts;
        this.roster = roster;
        this.sink = sink;
        this.workers = workers;
    }

    ArrivingSnapshot begin(Exchange exchange) {
        return new ArrivingSnapshot(exchange, this);
    }

    LinkParts parts() {
        return parts;
    }

    Roster roster() {
        return roster;
    }

    SnapshotSink sink() {
        return sink;
    }

    Executor workers() {
        return workers;
    }

    /**
     * Whether there is room for it. A member that sends anew has given up what it sent before, so that ends: on
     * a connection that went silent it would hold its place for long.
     */
    boolean admit(long member, ArrivingSnapshot snapshot) {
        ArrivingSnapshot former;
        synchronized (this) {
            boolean room = underWay.containsKey(member) || underWay.size() < MAX_UNDER_WAY;
            if (closed || !room) {
                return false;
            }
            former = underWay.put(member, snapshot);
        }
        if (former != null) {
            former.giveUp("the member has sent another one");
        }
        return true;
    }

    synchronized void over(long member, ArrivingSnapshot snapshot) {
        underWay.remove(member, snapshot);
    }

    void close() {
        Map<Long, ArrivingSnapshot> rest;
        synchronized (this) {
            closed = true;
            rest = Map.copyOf(underWay);
        }
        rest.values().forEach(snapshot -> snapshot.giveUp("the network is closing"));
    }
}
