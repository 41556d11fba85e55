package dev.pharos.benchmarks.load;

import java.time.Duration;

/** When a load ends: after so many requests or so much time, whichever comes first. */
public record Amount(long requests, Duration atMost) {
    private static final Duration LONG = Duration.ofMinutes(30);

    public static Amount requests(long requests) {
        return new Amount(requests, LONG);
    }

    public static Amount seconds(long seconds) {
        return new Amount(Long.MAX_VALUE, Duration.ofSeconds(seconds));
    }
}
