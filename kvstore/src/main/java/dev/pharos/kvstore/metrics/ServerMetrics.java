package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Registry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** All metrics of one server, a group for each subject. Threads: any. */
public final class ServerMetrics {
    /** Of what {@link #write} writes. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Registry registry = new Registry();
    private final IdentityMetrics identity = new IdentityMetrics(registry);
    private final RaftMetrics raft = new RaftMetrics(registry);
    private final RequestMetrics requests = new RequestMetrics(registry);
    private final MvccMetrics mvcc = new MvccMetrics(registry);
    private final DiskMetrics disk = new DiskMetrics(registry);
    private final LeaseMetrics leases = new LeaseMetrics(registry);
    private final WatchMetrics watches = new WatchMetrics(registry);
    private final NetworkMetrics network = new NetworkMetrics(registry);
    private final HealthMetrics health = new HealthMetrics(registry);
    private final ScrapeMetrics scrapes = new ScrapeMetrics(registry);
    private final GrpcMetrics grpc;

    public ServerMetrics(Detail detail) {
        grpc = new GrpcMetrics(registry, detail);
        ProcessMetrics.register(registry);
        AbsentMetrics.register(registry);
    }

    public IdentityMetrics identity() {
        return identity;
    }

    public RaftMetrics raft() {
        return raft;
    }

    public RequestMetrics requests() {
        return requests;
    }

    public MvccMetrics mvcc() {
        return mvcc;
    }

    public DiskMetrics disk() {
        return disk;
    }

    public LeaseMetrics leases() {
        return leases;
    }

    public WatchMetrics watches() {
        return watches;
    }

    public NetworkMetrics network() {
        return network;
    }

    public HealthMetrics health() {
        return health;
    }

    /** To be added to the gRPC server as a factory of stream tracers. */
    public GrpcMetrics grpc() {
        return grpc;
    }

    /**
     * Answers one scrape. The stream is flushed and stays open. Some hundred kilobytes at most: whatever is
     * counted by labels has a bound.
     */
    public void write(OutputStream out) {
        scrapes.inFlight.increment();
        try {
            out.write(registry.text().getBytes(StandardCharsets.UTF_8));
            out.flush();
            scrapes.succeeded.increment();
        } catch (IOException e) {
            scrapes.failed.increment();
            throw new UncheckedIOException("metrics could not be written", e);
        } finally {
            scrapes.inFlight.decrement();
        }
    }
}
