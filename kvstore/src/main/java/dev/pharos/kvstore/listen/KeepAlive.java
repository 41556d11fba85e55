package dev.pharos.kvstore.listen;

import java.time.Duration;

/**
 * The rules for pings on gRPC connections.
 *
 * @param minClientInterval a client that pings more often than this three times in a row is sent away with
 *     {@code too_many_pings}; without a call under way only one ping in two hours is allowed
 * @param serverInterval the silence after which the server pings; zero means never
 * @param serverTimeout how long the server waits for the answer to its ping
 */
public record KeepAlive(
        Duration minClientInterval, Duration serverInterval, Duration serverTimeout, IdlePings idlePings) {
    /** Whether {@link #minClientInterval} is enough for a client that has no call under way. */
    public enum IdlePings {
        PERMITTED,
        REFUSED
    }

    public static KeepAlive standard() {
        return new KeepAlive(Duration.ofSeconds(5), Duration.ofHours(2), Duration.ofSeconds(20), IdlePings.REFUSED);
    }
}
