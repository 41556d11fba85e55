package dev.pharos.kvstore.server;

import dev.pharos.kvstore.config.HttpOptions;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.config.ServiceOptions.KeepAliveOptions;
import dev.pharos.kvstore.config.ServiceOptions.SocketOptions;
import dev.pharos.kvstore.http.AccessRules;
import dev.pharos.kvstore.http.HttpSite;
import dev.pharos.kvstore.http.HttpSite.Monitoring;
import dev.pharos.kvstore.http.gateway.Gateway;
import dev.pharos.kvstore.listen.ClientListener;
import dev.pharos.kvstore.listen.EventLoops;
import dev.pharos.kvstore.listen.GrpcSide;
import dev.pharos.kvstore.listen.KeepAlive;
import dev.pharos.kvstore.listen.KeepAlive.IdlePings;
import dev.pharos.kvstore.listen.ListenAddress;
import dev.pharos.kvstore.listen.ListenOptions;
import dev.pharos.kvstore.listen.Protocols;
import dev.pharos.kvstore.listen.SocketReuse;
import dev.pharos.kvstore.logging.ServerLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where clients come in: the listeners, and what each of them serves. It closes in two steps: {@link #drain} while the
 * member still works, and {@link #end} when everything has been answered that ever will be.
 */
final class FrontDoor {
    private static final Duration DRAIN = Duration.ofSeconds(1);
    private static final Duration LAST_ANSWERS = Duration.ofMillis(500);

    private final PartOptions parts;
    private final ServerOptions options;
    private final EventLoops loops;
    private final ServerLog log;
    private final List<ClientListener> listeners = new ArrayList<>();
    private int clientPort;

    FrontDoor(PartOptions parts, EventLoops loops, ServerLog log) {
        this.parts = parts;
        this.options = parts.options();
        this.loops = loops;
        this.log = log;
    }

    /** What HTTP serves to whom. */
    record Sites(Monitoring monitoring) {}

    /**
     * Opens all listeners; those that it opened before it failed are closed with it.
     *
     * @param inside the same services, for the gateway
     */
    FrontDoor open(GrpcSide grpc, InsideChannel inside, Sites sites) {
        try {
            openAll(grpc, inside, sites);
            return this;
        } catch (RuntimeException refused) {
            endAfter(refused);
            throw refused;
        }
    }

    private void endAfter(RuntimeException refused) {
        try {
            end();
        } catch (InterruptedException wantsToGo) {
            Thread.currentThread().interrupt();
            refused.addSuppressed(wantsToGo);
        }
    }

    private void openAll(GrpcSide grpc, InsideChannel inside, Sites sites) {
        if (options.service().sockets().reusePort() && !loops.canSharePorts()) {
            log.warn("--socket-reuse-port has no effect: sockets cannot share a port on this platform")
                    .write();
        }
        Monitoring monitoring = sites.monitoring();
        HttpOptions http = options.service().http();
        AccessRules access = new AccessRules(Set.copyOf(http.hostWhitelist()), Set.copyOf(http.corsOrigins()));
        Optional<Gateway> gateway = http.jsonGateway()
                ? Optional.of(new Gateway(inside.channel(), parts.maxMessageBytes()))
                : Optional.empty();
        HttpSite site = HttpSite.forClients(monitoring, gateway, access);
        List<ServerUrl> clients = options.member().urls().listenClient();
        List<ServerUrl> httpOnly = options.member().urls().listenClientHttp();
        List<ServerUrl> metrics = options.member().urls().listenMetrics();
        if (!metrics.isEmpty()) {
            open(metrics, Protocols.httpOnly(HttpSite.forMonitoring(monitoring).pipeline()));
            metrics.forEach(url ->
                    log.info("serving metrics").with("address", url.toString()).write());
        }
        if (!httpOnly.isEmpty()) {
            open(httpOnly, Protocols.httpOnly(site.pipeline()));
            ready(httpOnly, "http");
        }
        boolean both = httpOnly.isEmpty();
        clientPort = open(clients, both ? Protocols.both(grpc, site.pipeline()) : Protocols.grpcOnly(grpc));
        ready(clients, both ? "grpc+http" : "grpc");
    }

    private int open(List<ServerUrl> urls, Protocols protocols) {
        ListenOptions listen = ListenOptions.of(
                        urls.stream().map(FrontDoor::address).toList(), parts.maxMessageBytes())
                .withKeepAlive(keepAlive(options.service().keepAlive()))
                .withReuse(reuse(options.service().sockets()))
                .withMaxConcurrentStreams((int)
                        Math.min(Integer.MAX_VALUE, options.service().limits().maxConcurrentStreams()));
        ClientListener listener = ClientListener.start(listen, protocols, loops);
        listeners.add(listener);
        return listener.port();
    }

    static Set<SocketReuse> reuse(SocketOptions sockets) {
        Set<SocketReuse> reuse = EnumSet.noneOf(SocketReuse.class);
        if (sockets.reusePort()) {
            reuse.add(SocketReuse.PORT);
        }
        if (sockets.reuseAddress()) {
            reuse.add(SocketReuse.ADDRESS);
        }
        return reuse;
    }

    private static KeepAlive keepAlive(KeepAliveOptions rules) {
        return new KeepAlive(rules.minTime(), rules.interval(), rules.timeout(), IdlePings.REFUSED);
    }

    private void ready(List<ServerUrl> urls, String traffic) {
        for (ServerUrl url : urls) {
            log.info("ready to serve client requests").write();
            log.info("serving client traffic insecurely; this is strongly discouraged!")
                    .with("traffic", traffic)
                    .with("address", url.place())
                    .write();
        }
    }

    static ListenAddress address(ServerUrl url) {
        if (url.scheme() == ServerUrl.Scheme.UNIX || url.scheme() == ServerUrl.Scheme.UNIXS) {
            return ListenAddress.unix(Path.of(url.place()));
        }
        int colon = url.place().lastIndexOf(':');
        String host = url.place().substring(0, colon).replace("[", "").replace("]", "");
        return ListenAddress.tcp(host, Integer.parseInt(url.place().substring(colon + 1)));
    }

    int clientPort() {
        return clientPort;
    }

    /**
     * Lets nobody in any more, and those inside a moment to finish.
     *
     * @param ending ends the calls that would not end by themselves
     */
    void drain(Runnable ending) throws InterruptedException {
        listeners.forEach(ClientListener::refuseNew);
        ending.run();
        awaitEmpty(DRAIN);
    }

    private void awaitEmpty(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        for (ClientListener listener : listeners) {
            listener.awaitEmpty(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }

    /** Cuts off whoever is still inside. Nothing may be answered after this, for the event loops go next. */
    void end() throws InterruptedException {
        listeners.forEach(ClientListener::refuseNew);
        awaitEmpty(LAST_ANSWERS);
        for (ClientListener listener : listeners) {
            listener.cut();
        }
    }
}
