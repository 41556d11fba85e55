package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.RequestHandler;
import dev.pharos.kvstore.peer.frame.StreamKind;
import dev.pharos.kvstore.peer.link.LinkParts;
import dev.pharos.kvstore.peer.link.LocalMember;
import dev.pharos.kvstore.peer.link.PeerLink;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The pages under {@code /raft}. Called on event loops. */
final class RaftSite implements RequestHandler {
    private final LinkParts parts;
    private final Roster roster;
    private final Introduction introduction;
    private final SnapshotArrivals arrivals;

    RaftSite(LinkParts parts, Roster roster, SnapshotArrivals arrivals) {
        this.parts = parts;
        this.roster = roster;
        this.introduction = new Introduction(parts.self());
        this.arrivals = arrivals;
    }

    @Override
    public BodyReader begin(Exchange exchange) {
        String path = exchange.head().path();
        if (path.startsWith(StreamKind.PATH)) {
            return stream(exchange, path.substring(StreamKind.PATH.length()));
        }
        return switch (path) {
            case "/raft" -> post(exchange, () -> new PostedMessage(exchange, parts, roster));
            case "/raft/snapshot" -> post(exchange, () -> arrivals.begin(exchange));
            case "/raft/probing" -> probing(exchange);
            default -> refuse(exchange, Answer.notFound());
        };
    }

    private static BodyReader probing(Exchange exchange) {
        exchange.answer(Answer.of(200, Answer.TEXT, "{\"OK\":true,\"Now\":\"" + Instant.now() + "\"}\n"));
        return BodyReader.IGNORING;
    }

    /** Reads what was posted. */
    @FunctionalInterface
    private interface Reading {
        BodyReader begin();
    }

    private BodyReader post(Exchange exchange, Reading reading) {
        if (!exchange.head().method().equals("POST")) {
            return refuse(exchange, Answer.methodNotAllowed("POST"));
        }
        exchange.addHeader(LocalMember.CLUSTER, Long.toHexString(parts.self().clusterId()));
        Optional<String> refusal = introduction.refusal(exchange.head());
        if (refusal.isPresent()) {
            return refuse(exchange, Answer.refusal(412, refusal.get()));
        }
        Introduction.sender(exchange.head())
                .ifPresent(sender -> roster.meet(sender, Introduction.urls(exchange.head())));
        if (!parts.reception().isOpen()) {
            return refuse(exchange, Answer.refusal(503, "the member is starting"));
        }
        return reading.begin();
    }

    private BodyReader stream(Exchange exchange, String rest) {
        if (!exchange.head().isGet()) {
            return refuse(exchange, Answer.methodNotAllowed("GET"));
        }
        exchange.addHeader(LocalMember.VERSION, parts.self().serverVersion());
        exchange.addHeader(LocalMember.CLUSTER, Long.toHexString(parts.self().clusterId()));
        Optional<String> refusal = introduction.refusal(exchange.head());
        if (refusal.isPresent()) {
            return refuse(exchange, Answer.refusal(412, refusal.get()));
        }
        int slash = rest.indexOf('/');
        Optional<StreamKind> kind = StreamKind.called(slash < 0 ? rest : rest.substring(0, slash));
        if (slash < 0 || kind.isEmpty()) {
            return refuse(exchange, Answer.refusal(404, "invalid path"));
        }
        Optional<Long> reader = Introduction.memberId(rest.substring(slash + 1));
        return reader.isEmpty()
                ? refuse(exchange, Answer.refusal(404, "invalid from"))
                : streamTo(exchange, kind.get(), reader.get());
    }

    private BodyReader streamTo(Exchange exchange, StreamKind kind, long reader) {
        if (roster.isRemoved(reader)) {
            return refuse(exchange, Answer.refusal(410, "removed member"));
        }
        Optional<PeerLink> link = roster.member(reader);
        if (link.isEmpty()) {
            roster.meet(reader, Introduction.urls(exchange.head()));
            return refuse(exchange, Answer.refusal(404, "error sender not found"));
        }
        String meant = exchange.head().header(LocalMember.TO).orElse("");
        if (!meant.equals(Long.toHexString(parts.self().id()))) {
            return refuse(exchange, Answer.refusal(412, "to field mismatch"));
        }
        // First, so that whoever sees the answer can count on the stream.
        BodyReader stream = link.get().accept(kind, exchange);
        exchange.begin(200, Map.of());
        return stream;
    }

    private static BodyReader refuse(Exchange exchange, Answer answer) {
        exchange.answer(answer);
        return BodyReader.IGNORING;
    }
}
