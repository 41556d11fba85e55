package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Labelled;
import io.grpc.Metadata;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests of one type by the version that the client says it speaks. What clients say is their affair:
 * beyond a hundred versions, and for what is no version at all, they are {@code unknown}. Threads: any.
 */
final class ClientRequests {
    static final int MOST_VERSIONS = 100;

    private static final Metadata.Key<String> VERSION =
            Metadata.Key.of("client-api-version", Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern PLAUSIBLE = Pattern.compile("[\\x20-\\x7e]{1,32}");

    private final String type;
    private final Labelled<Counter> counters;
    private final Counter unknown;

    /** Never more than the bound, but for a few of threads that add at the same moment. */
    private final ConcurrentHashMap<String, Counter> byVersion = new ConcurrentHashMap<>();

    ClientRequests(Labelled<Counter> counters, String type) {
        this.type = type;
        this.counters = counters;
        this.unknown = counters.with(type, "unknown");
    }

    void count(Metadata headers) {
        String version = headers.get(VERSION);
        counter(version).increment();
    }

    private Counter counter(@Nullable String version) {
        if (version == null) {
            return unknown;
        }
        Counter counter = byVersion.get(version);
        return counter == null ? add(version) : counter;
    }

    private Counter add(String version) {
        if (byVersion.size() >= MOST_VERSIONS || !PLAUSIBLE.matcher(version).matches()) {
            return unknown;
        }
        return byVersion.computeIfAbsent(version, text -> counters.with(type, text));
    }
}
