package dev.pharos.client;

import dev.pharos.client.admin.AuthCalls;
import dev.pharos.client.admin.ClusterCalls;
import dev.pharos.client.admin.MaintenanceCalls;
import dev.pharos.client.channel.Calls;
import dev.pharos.client.data.Endpoint;
import dev.pharos.client.kv.KvCalls;
import dev.pharos.client.lease.LeaseCalls;
import dev.pharos.client.watch.Watches;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A client of a cluster, of Pharos or of etcd. It connects when it is first used. Any thread may call.
 *
 * <pre>{@code
 * try (Client client = Client.connect("http://a:2379", "http://b:2379")) {
 *     RangeRequest request = RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("greeting")).build();
 *     RangeResponse answer = client.kv().range(request, Duration.ofSeconds(5)).join();
 * }
 * }</pre>
 */
public final class Client implements AutoCloseable {
    private final Calls calls;
    private final KvCalls kv;
    private final LeaseCalls leases;
    private final ClusterCalls cluster;
    private final MaintenanceCalls maintenance;
    private final AuthCalls auth;

    Client(Calls calls) {
        this.calls = calls;
        this.kv = new KvCalls(calls);
        this.leases = new LeaseCalls(calls);
        this.cluster = new ClusterCalls(calls);
        this.maintenance = new MaintenanceCalls(calls);
        this.auth = new AuthCalls(calls);
    }

    /** With defaults. */
    public static Client connect(String... endpoints) {
        return builder().endpoints(List.of(endpoints)).build();
    }

    public static ClientBuilder builder() {
        return new ClientBuilder();
    }

    /** The same for one endpoint, of those given or another; ends with this one at the latest. */
    public Client at(Endpoint endpoint) {
        return new Client(calls.only(endpoint));
    }

    public List<Endpoint> endpoints() {
        return calls.endpoints();
    }

    /** Fetches a token now, where a name and password are given, instead of at the first call. */
    public CompletableFuture<Void> logIn() {
        return calls.logIn();
    }

    public KvCalls kv() {
        return kv;
    }

    public LeaseCalls leases() {
        return leases;
    }

    /** A stream for watches, of the caller alone. */
    public Watches watches() {
        return new Watches(calls);
    }

    public ClusterCalls cluster() {
        return cluster;
    }

    public MaintenanceCalls maintenance() {
        return maintenance;
    }

    public AuthCalls auth() {
        return auth;
    }

    /** What is under way fails; idempotent. */
    @Override
    public void close() {
        calls.close();
    }
}
