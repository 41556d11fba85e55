package dev.pharos.kvstore.server;

import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.http.exchange.HttpConnection;
import dev.pharos.kvstore.http.exchange.RequestHandler;
import dev.pharos.kvstore.listen.ClientListener;
import dev.pharos.kvstore.listen.EventLoops;
import dev.pharos.kvstore.listen.ListenOptions;
import dev.pharos.kvstore.listen.Protocols;
import dev.pharos.kvstore.logging.ServerLog;
import java.time.Duration;
import java.util.List;

/** Where other members come in. It opens before the member has joined its cluster, for it could not otherwise. */
final class PeerDoor {
    private static final Duration DRAIN = Duration.ofMillis(200);

    private PeerDoor() {}

    /** Opens all peer addresses, or none; what is returned closes them. */
    static AutoCloseable open(PartOptions parts, EventLoops loops, RequestHandler peers, ServerLog log) {
        List<ServerUrl> urls = parts.options().member().urls().listenPeer();
        ListenOptions listen = ListenOptions.of(
                        urls.stream().map(FrontDoor::address).toList(), parts.maxMessageBytes())
                .withReuse(FrontDoor.reuse(parts.options().service().sockets()));
        Protocols http = Protocols.httpOnly(pipeline -> HttpConnection.install(pipeline, peers));
        ClientListener listener = ClientListener.start(listen, http, loops);
        urls.forEach(url ->
                log.info("serving peer traffic").with("address", url.place()).write());
        return () -> listener.stop(DRAIN);
    }
}
