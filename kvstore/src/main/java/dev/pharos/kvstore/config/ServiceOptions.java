package dev.pharos.kvstore.config;

import java.time.Duration;

/** What clients may do and how they are served. */
public record ServiceOptions(
        RequestLimits limits,
        KeepAliveOptions keepAlive,
        HttpOptions http,
        SocketOptions sockets,
        Duration watchProgressInterval) {
    /** The size of what a client may ask for. */
    public record RequestLimits(int maxTxnOps, int maxRequestBytes, long maxConcurrentStreams) {}

    /**
     * How silence on a connection is treated.
     *
     * @param minTime the least time between a client's pings
     * @param interval the time between the server's pings; zero is never
     */
    public record KeepAliveOptions(Duration minTime, Duration interval, Duration timeout) {}

    /** Options of listening sockets. */
    public record SocketOptions(boolean reusePort, boolean reuseAddress) {}
}
