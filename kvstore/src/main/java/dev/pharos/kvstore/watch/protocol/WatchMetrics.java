package dev.pharos.kvstore.watch.protocol;

/** Hears of figures when they have changed. On the hub's thread; must not block. */
public interface WatchMetrics {
    WatchMetrics NONE = new WatchMetrics() {
        @Override
        public void eventsSent(long more) {}

        @Override
        public void gauges(Gauges now) {}
    };

    /** Every event counts once for each watcher that gets it. */
    void eventsSent(long more);

    void gauges(Gauges now);

    /**
     * How things stand.
     *
     * @param slowWatchers those that have not been told everything that concerns them
     * @param pendingEvents events that the hub has and did not yet look at
     */
    record Gauges(int streams, int watchers, int slowWatchers, long pendingEvents) {}
}
