package dev.pharos.kvstore.peer;

import com.google.gson.JsonArray;
import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.RequestHandler;
import dev.pharos.kvstore.http.health.MemberView;
import dev.pharos.kvstore.http.health.VersionPage;
import java.util.function.Supplier;

/** What the peer addresses show: who belongs to the cluster, which version it speaks, and what members ask. */
public final class PeerSite implements RequestHandler {
    private final long clusterId;
    private final Supplier<ClusterState> cluster;
    private final RequestHandler version;
    private final RequestHandler questions;

    /** @param questions answers what is on no page */
    public PeerSite(long clusterId, Supplier<ClusterState> cluster, MemberView member, RequestHandler questions) {
        this.questions = questions;
        this.clusterId = clusterId;
        this.cluster = cluster;
        this.version = new VersionPage(member);
    }

    @Override
    public BodyReader begin(Exchange exchange) {
        return switch (exchange.head().path()) {
            case "/members" -> members(exchange);
            case "/version" -> version.begin(exchange);
            default -> questions.begin(exchange);
        };
    }

    private BodyReader members(Exchange exchange) {
        if (!exchange.head().isGet()) {
            exchange.answer(Answer.methodNotAllowed("GET"));
            return BodyReader.IGNORING;
        }
        JsonArray members = new JsonArray();
        for (Member member : cluster.get().sorted()) {
            members.add(MemberJson.object(member));
        }
        exchange.answer(Answer.json(200, members + "\n").with("X-Etcd-Cluster-ID", Long.toHexString(clusterId)));
        return BodyReader.IGNORING;
    }
}
