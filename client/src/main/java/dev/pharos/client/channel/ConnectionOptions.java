package dev.pharos.client.channel;

import dev.pharos.client.data.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whom to connect to, and how.
 *
 * @param endpoints at least one
 * @param tls for endpoints without a scheme; those with {@code https} use it too, or defaults
 * @param dialTimeout after which the next endpoint is tried; also for a login
 */
public record ConnectionOptions(
        List<Endpoint> endpoints,
        Optional<TlsOptions> tls,
        Optional<Credentials> credentials,
        Duration dialTimeout,
        KeepAlive keepAlive,
        Sizes sizes) {
    /** Pings on a connection: how often, and how long an answer may take. Zero: no pings. */
    public record KeepAlive(Duration time, Duration timeout) {
        public static final KeepAlive NONE = new KeepAlive(Duration.ZERO, Duration.ZERO);
    }

    /** Of single messages. */
    public record Sizes(int maxSendBytes, int maxReceiveBytes) {
        public static final Sizes DEFAULT = new Sizes(2 << 20, Integer.MAX_VALUE);
    }

    public ConnectionOptions {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("no endpoint is given");
        }
    }

    public ConnectionOptions withEndpoint(Endpoint endpoint) {
        return new ConnectionOptions(List.of(endpoint), tls, credentials, dialTimeout, keepAlive, sizes);
    }
}
