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
    private static final String RAFT = "/raft";

    private final long clusterId;
    private final Supplier<ClusterState> cluster;
    private final RequestHandler version;
    private final RequestHandler questions;
    private final RequestHandler raft;

    /**
     * Of a member without a network to others.
     *
     * @param questions answers what is on no page
     */
    public PeerSite(long clusterId, Supplier<ClusterState> cluster, MemberView member, RequestHandler questions) {
        this(clusterId, cluster, new VersionPage(member), questions, questions);
    }

    private PeerSite(
            long clusterId,
            Supplier<ClusterState> cluster,
            RequestHandler version,
            RequestHandler questions,
            RequestHandler raft) {
        this.clusterId = clusterId;
        this.cluster = cluster;
        this.version = version;
        this.questions = questions;
        this.raft = raft;
    }

    /**
     * The same with raft's pages.
     *
     * @param network answers {@code /raft} and what is under it: {@link PeerNetwork#requestHandler}
     */
    public PeerSite withRaft(RequestHandler network) {
        return new PeerSite(clusterId, cluster, version, questions, network);
    }

    @Override
    public BodyReader begin(Exchange exchange) {
        String path = exchange.head().path();
        if (path.equals(RAFT) || path.startsWith(RAFT + "/")) {
            return raft.begin(exchange);
        }
        return switch (path) {
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
