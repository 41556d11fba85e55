package dev.pharos.client;

import dev.pharos.client.channel.Calls;
import dev.pharos.client.channel.ConnectionOptions;
import dev.pharos.client.channel.ConnectionOptions.KeepAlive;
import dev.pharos.client.channel.ConnectionOptions.Sizes;
import dev.pharos.client.channel.Credentials;
import dev.pharos.client.channel.TlsOptions;
import dev.pharos.client.data.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client is to be like. Not for several threads. */
public final class ClientBuilder {
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(2);

    private final List<Endpoint> endpoints = new ArrayList<>();
    private Optional<TlsOptions> tls = Optional.empty();
    private Optional<Credentials> credentials = Optional.empty();
    private Duration dialTimeout = DIAL_TIMEOUT;
    private KeepAlive keepAlive = KeepAlive.NONE;
    private Sizes sizes = Sizes.DEFAULT;

    ClientBuilder() {}

    /**
     * More of them.
     *
     * @throws IllegalArgumentException if one is no {@code host:port} or address that {@link Endpoint} knows
     */
    public ClientBuilder endpoints(List<String> texts) {
        texts.forEach(text -> endpoints.add(Endpoint.parse(text)));
        return this;
    }

    public ClientBuilder tls(TlsOptions options) {
        tls = Optional.of(options);
        return this;
    }

    public ClientBuilder credentials(Credentials who) {
        credentials = Optional.of(who);
        return this;
    }

    /** After which the next endpoint is tried; calls have timeouts of their own. */
    public ClientBuilder dialTimeout(Duration timeout) {
        dialTimeout = timeout;
        return this;
    }

    public ClientBuilder keepAlive(Duration time, Duration timeout) {
        keepAlive = new KeepAlive(time, timeout);
        return this;
    }

    public ClientBuilder sizes(Sizes limits) {
        sizes = limits;
        return this;
    }

    /**
     * Nothing is sent yet.
     *
     * @throws IllegalArgumentException if no endpoint is given, or files of TLS cannot be used
     */
    public Client build() {
        ConnectionOptions options = new ConnectionOptions(endpoints, tls, credentials, dialTimeout, keepAlive, sizes);
        return new Client(Calls.open(options));
    }
}
