package dev.pharos.kvstore.peer.link;

import java.time.Duration;

/**
 * How patient links are.
 *
 * @param readTimeout a stream on which nothing came for so long is given up
 * @param writeTimeout a stream on which nothing could be sent for so long is given up; looked for with each heartbeat
 * @param redialPause between attempts to open a stream
 * @param snapshotTimeout how long a receiver may take to answer when it has all of a snapshot
 * @param snapshotBytesPerSecond so that messages have room beside a snapshot
 */
public record LinkOptions(
        Duration readTimeout,
        Duration writeTimeout,
        Duration dialTimeout,
        Duration redialPause,
        Duration probeInterval,
        Duration snapshotTimeout,
        long snapshotBytesPerSecond) {
    public static LinkOptions standard() {
        return new LinkOptions(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofMillis(100),
                Duration.ofSeconds(4),
                Duration.ofMinutes(2),
                256L << 20);
    }

    public LinkOptions withReadTimeout(Duration timeout) {
        return new LinkOptions(
                timeout,
                writeTimeout,
                dialTimeout,
                redialPause,
                probeInterval,
                snapshotTimeout,
                snapshotBytesPerSecond);
    }

    public LinkOptions withWriteTimeout(Duration timeout) {
        return new LinkOptions(
                readTimeout, timeout, dialTimeout, redialPause, probeInterval, snapshotTimeout, snapshotBytesPerSecond);
    }

    public LinkOptions withDialTimeout(Duration timeout) {
        return new LinkOptions(
                readTimeout,
                writeTimeout,
                timeout,
                redialPause,
                probeInterval,
                snapshotTimeout,
                snapshotBytesPerSecond);
    }

    public LinkOptions withProbeInterval(Duration interval) {
        return new LinkOptions(
                readTimeout, writeTimeout, dialTimeout, redialPause, interval, snapshotTimeout, snapshotBytesPerSecond);
    }

    /** How often a stream shows that it is alive. */
    public Duration heartbeatInterval() {
        return readTimeout.dividedBy(3);
    }
}
