package dev.pharos.kvstore.peer.ask;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.model.Causes;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.leasepb.LeaseInternalRequest;
import dev.pharos.wire.proto.leasepb.LeaseInternalResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks other members. A member with several addresses is asked at one after the other until an answer comes. Every
 * future ends within a bounded time; it fails with {@link PeerRefusal} when there was an answer and it was no, and
 * with {@link PeerUnreachable} when there was none.
 */
public final class PeerClient implements AutoCloseable {
    private static final String PROTOBUF = "application/protobuf";
    private static final int THREADS = 2;
    private static final int OK = 200;

    private final ExecutorService threads;
    private final HttpClient http;
    private final Duration patience;

    /** @param patience for one question at one address */
    public PeerClient(Duration patience) {
        ThreadFactory named = work -> {
            Thread thread = new Thread(work, "peer-questions");
            thread.setDaemon(true);
            return thread;
        };
        // What waits here is bounded by the questions under way, and those by who asks.
        this.threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named);
        ((ThreadPoolExecutor) threads).allowCoreThreadTimeOut(true);
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .executor(threads)
                .build();
    }

    /** Who belongs to the cluster, as told at the first of these addresses that answers. */
    public CompletableFuture<ClusterView> members(List<String> peerUrls) {
        return firstOf(peerUrls, url -> get(url + "/members").thenApply(PeerClient::view));
    }

    /** The release that a member is of, {@code X.Y.Z}. */
    public CompletableFuture<String> version(Member member) {
        return versionPage(member, "etcdserver");
    }

    /** The version that a member's cluster speaks, {@code X.Y.Z}; anything else while none is decided. */
    public CompletableFuture<String> clusterVersion(Member member) {
        return versionPage(member, "etcdcluster");
    }

    private CompletableFuture<String> versionPage(Member member, String field) {
        return firstOf(
                member.peerUrls(),
                url -> get(url + "/version")
                        .thenApply(answer -> json(
                                answer,
                                body -> body.getAsJsonObject().get(field).getAsString())));
    }

    /** Has the leader let a learner vote. */
    public CompletableFuture<List<Member>> promote(Member leader, long learner) {
        String path = "/members/promote/" + Long.toUnsignedString(learner);
        return firstOf(
                leader.peerUrls(),
                url -> send(request(url + path).POST(BodyPublishers.noBody()))
                        .thenApply(answer -> json(answer, PeerClient::members)));
    }

    /** Has the leader renew a lease. */
    public CompletableFuture<LeaseKeepAliveResponse> renew(Member leader, long lease) {
        LeaseKeepAliveRequest request =
                LeaseKeepAliveRequest.newBuilder().setID(lease).build();
        return firstOf(leader.peerUrls(), url -> post(url + "/leases", request, LeaseKeepAliveResponse.parser()));
    }

    /** Asks the leader how long a lease has. */
    public CompletableFuture<LeaseTimeToLiveResponse> timeToLive(Member leader, LeaseTimeToLiveRequest question) {
        LeaseInternalRequest request = LeaseInternalRequest.newBuilder()
                .setLeaseTimeToLiveRequest(question)
                .build();
        return firstOf(
                        leader.peerUrls(),
                        url -> post(url + "/leases/internal", request, LeaseInternalResponse.parser()))
                .thenApply(LeaseInternalResponse::getLeaseTimeToLiveResponse);
    }

    /**
     * Which hash is wanted.
     *
     * @param patience with one address; longer than usual, for the member may have to read its whole store
     */
    public record HashQuestion(long clusterId, long revision, Duration patience) {}

    /** The hash of what a member holds at a revision. */
    public CompletableFuture<PeerHash> hashKv(Member member, HashQuestion asked) {
        JsonObject question = new JsonObject();
        question.addProperty("revision", asked.revision());
        return firstOf(
                member.peerUrls(),
                url -> send(request(url + "/members/hashkv")
                                .timeout(asked.patience())
                                .header("X-Etcd-Cluster-ID", Long.toHexString(asked.clusterId()))
                                .header("Content-Type", "application/json")
                                .method("GET", BodyPublishers.ofString(question.toString())))
                        .thenApply(answer -> json(answer, PeerHash::read)));
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(patience);
    }

    private CompletableFuture<HttpResponse<byte[]>> get(String url) {
        return send(request(url).GET());
    }

    private <T> CompletableFuture<T> post(String url, Message question, Parser<T> parser) {
        return send(request(url)
                        .header("Content-Type", PROTOBUF)
                        .POST(BodyPublishers.ofByteArray(question.toByteArray())))
                .thenApply(answer -> parsed(answer, parser));
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(PeerClient::accepted);
    }

    private static HttpResponse<byte[]> accepted(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != OK) {
            throw new PeerRefusal(answer.statusCode(), new String(answer.body(), UTF_8));
        }
        return answer;
    }

    /** What was refused at one address is refused at all of them. */
    private static <T> CompletableFuture<T> firstOf(List<String> urls, Function<String, CompletableFuture<T>> ask) {
        CompletableFuture<T> found = CompletableFuture.failedFuture(new PeerUnreachable("no address answers: " + urls));
        for (String url : urls) {
            found = found.exceptionallyCompose(failure -> Causes.of(failure) instanceof PeerRefusal
                    ? CompletableFuture.failedFuture(Causes.of(failure))
                    : asked(url, ask));
        }
        return found.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                Causes.of(failure) instanceof PeerRefusal
                        ? Causes.of(failure)
                        : new PeerUnreachable("no answer from " + urls + ": " + Causes.of(failure))));
    }

    private static <T> CompletableFuture<T> asked(String url, Function<String, CompletableFuture<T>> ask) {
        try {
            return ask.apply(url);
        } catch (RuntimeException noAddress) {
            return CompletableFuture.failedFuture(noAddress);
        }
    }

    private static ClusterView view(HttpResponse<byte[]> answer) {
        String id = answer.headers().firstValue("X-Etcd-Cluster-ID").orElse("");
        try {
            return new ClusterView(Long.parseUnsignedLong(id, 16), json(answer, PeerClient::members));
        } catch (NumberFormatException noId) {
            throw new PeerUnreachable("answers without a cluster id: \"" + id + "\"");
        }
    }

    private static List<Member> members(JsonElement body) {
        List<Member> members = new ArrayList<>();
        for (JsonElement each : body instanceof JsonArray array ? array : new JsonArray()) {
            members.add(MemberJson.read(each.toString()));
        }
        return members;
    }

    private static <T> T json(HttpResponse<byte[]> answer, Function<JsonElement, T> reading) {
        String body = new String(answer.body(), UTF_8);
        try {
            return reading.apply(JsonParser.parseString(body));
        } catch (JsonParseException
                | IllegalArgumentException
                | IllegalStateException
                | NullPointerException malformed) {
            throw new PeerUnreachable("answers what cannot be read: " + body);
        }
    }

    private static <T> T parsed(HttpResponse<byte[]> answer, Parser<T> parser) {
        try {
            return parser.parseFrom(answer.body());
        } catch (InvalidProtocolBufferException malformed) {
            throw new PeerUnreachable("answers what cannot be read: " + malformed.getMessage());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
