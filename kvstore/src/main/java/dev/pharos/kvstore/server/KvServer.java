package dev.pharos.kvstore.server;

import dev.pharos.kvstore.apply.Headers;
import dev.pharos.kvstore.apply.KvStateMachine;
import dev.pharos.kvstore.apply.KvStateMachine.Listeners;
import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.config.FeatureGate;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.corruption.HashInquiry;
import dev.pharos.kvstore.corruption.InitialCheck;
import dev.pharos.kvstore.datadir.DataDir;
import dev.pharos.kvstore.datadir.ReceivedDatabases;
import dev.pharos.kvstore.http.HttpSite.Monitoring;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.lease.LeaseReaper;
import dev.pharos.kvstore.listen.EventLoops;
import dev.pharos.kvstore.listen.GrpcSide;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.metrics.ServerMetrics;
import dev.pharos.kvstore.peer.PeerNetwork;
import dev.pharos.kvstore.peer.PeerSite;
import dev.pharos.kvstore.peer.ask.PeerClient;
import dev.pharos.kvstore.peer.link.LinkOptions;
import dev.pharos.kvstore.peer.link.LocalMember;
import dev.pharos.kvstore.replication.LinearizableReads;
import dev.pharos.kvstore.replication.Proposer;
import dev.pharos.kvstore.replication.Proposer.Callers;
import dev.pharos.kvstore.replication.RequestIds;
import dev.pharos.kvstore.rpc.CallerCheck;
import dev.pharos.kvstore.rpc.LeaderNeeds;
import dev.pharos.kvstore.rpc.LearnerGate;
import dev.pharos.kvstore.server.FrontDoor.Sites;
import dev.pharos.kvstore.service.LeaderLeases;
import dev.pharos.kvstore.service.MemberParts;
import dev.pharos.kvstore.state.CurrentState;
import dev.pharos.kvstore.state.CurrentState.Place;
import dev.pharos.kvstore.state.CurrentState.Reports;
import dev.pharos.kvstore.warmup.WarmUp;
import dev.pharos.kvstore.watch.HubSetting;
import dev.pharos.kvstore.watch.WatchHub;
import dev.pharos.raft.node.RaftNode;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.disk.DiskLock;
import dev.pharos.raft.transport.Transport;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A running member. It serves from when {@link #start} returns until {@link #close}. */
public final class KvServer implements AutoCloseable {
    private static final Duration PATIENCE_FOR_FOLDER = Duration.ofSeconds(10);

    private final ServerOptions options;
    private final PartOptions parts;
    private final ServerLog log;
    private final Consumer<Throwable> onFailure;
    private final ServerMetrics metrics;
    private final Closing closing = new Closing();
    private final Workers workers;
    private final CurrentState state;
    private final ReceivedDatabases received;
    private final WatchHub hub;
    private final EventLoops loops;
    private final MemberParts member;
    private final FrontDoor door;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean toldRemoved = new AtomicBoolean();

    /**
     * Starts a member and returns when it serves.
     *
     * @param onFailure hears when the member cannot go on; the process should end then
     * @throws RuntimeException saying why it cannot start; nothing is left running
     */
    public static KvServer start(ServerOptions options, ServerLog log, Consumer<Throwable> onFailure)
            throws InterruptedException {
        return start(options, log, onFailure, WarmUp.none());
    }

    /** The same, not before the warm-up is over. */
    static KvServer start(ServerOptions options, ServerLog log, Consumer<Throwable> onFailure, WarmUp warmUp)
            throws InterruptedException {
        Closing started = new Closing();
        try {
            KvServer server = new KvServer(options, log, onFailure, warmUp, started);
            server.closing.takeOver(started);
            return server;
        } catch (RuntimeException | InterruptedException | Error failure) {
            started.close();
            throw failure;
        }
    }

    private KvServer(
            ServerOptions options, ServerLog log, Consumer<Throwable> onFailure, WarmUp warmUp, Closing started)
            throws InterruptedException {
        this.options = options;
        this.parts = new PartOptions(options, MemoryPlan.ofThisProcess());
        this.log = log;
        this.onFailure = onFailure;
        this.metrics = new ServerMetrics(MetricsBinding.detail(options));
        DataDir dir = claimFolder(started);
        this.workers = started.later(Workers.start());
        MemberStorage storage = MemberStorage.on(
                FaultyDisk.log(dir.log(), options.storage().durability()),
                FaultyDisk.snapshots(dir.snapshots()),
                FaultyDisk.segments(options.storage().logFiles()),
                workers.segments());
        Custody untilTheNodeHasIt = started.later(new Custody(storage));
        PeerClient others = started.later(new PeerClient(parts.peerPatience()));
        Informants informants = Informants.of(others, log);
        Bootstrap known = Bootstrap.of(storage, options, informants);
        LeaseBook leases = new LeaseBook(parts.leases(), System::nanoTime, Runnable::run);
        Headers headers =
                new Headers(known.identity().clusterId(), known.identity().memberId());
        this.received = new ReceivedDatabases(dir);
        Place place = new Place(dir, parts.memory().backend(), parts.store());
        this.state = started.later(CurrentState.open(place, leases, headers, new Reports(log, onFailure)));
        Bootstrap bootstrap = known.resumed(state.parts().cluster().state(), options, informants);
        // Long reads keep the backend open, so they end before it.
        started.later(workers.readers()::shutdownNow);
        this.hub = started.later(WatchHub.start(
                state.history(), parts.watches(), HubSetting.of(MetricsBinding.watches(metrics), onFailure)));
        // The member stops before it, so that what is under way is still answered.
        Closing entrance = started.later(new Closing());
        this.loops = entrance.later(EventLoops.start(eventLoops(), "clients"));
        PeerNetwork network = started.later(openNetwork(bootstrap));
        Neighbours neighbours = new Neighbours(bootstrap, network, metrics.network(), this::removed);
        HashInquiry inquiry = new HashInquiry(state::parts, others, parts.requestTimeout(), log);
        new StartChecks(state.parts(), bootstrap).run();
        checkAgainstOthers(bootstrap, inquiry);
        neighbours.follow(state.parts().cluster().state());
        this.member = startMember(new Ways(bootstrap, storage, network, neighbours), untilTheNodeHasIt, started);
        Surroundings around = new Surroundings(workers, parts, neighbours, new PeerRequests(others));
        Services services = started.later(new Services(member, state, hub, around));
        HttpMemberView view = new HttpMemberView(member);
        openPeerDoor(services, view, network, started);
        network.attach(member.node());
        joinCluster(others);
        started.later(new Handover(member, around.reach(), parts, log)::run);
        started.later(CorruptionWatch.start(options, member, inquiry, log));
        CompactionClock.start(options.storage().compaction().retention(), services.kv(), workers.timer(), log);
        MetricsBinding.bind(metrics, member, options);
        warmUp.await();
        this.door = openDoor(services, view, entrance);
        started.later(() -> door.drain(services::endStreams));
    }

    private static int eventLoops() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    private DataDir claimFolder(Closing started) {
        DataDir dir = DataDir.at(options.member().dataDir(), options.member().walDir());
        StartLog.write(log, options, dir);
        DiskLock claimed = dir.claim(PATIENCE_FOR_FOLDER, parts.memory().backend());
        started.later(claimed);
        return dir;
    }

    private PeerNetwork openNetwork(Bootstrap bootstrap) {
        LocalMember self = new LocalMember(
                bootstrap.identity().memberId(),
                bootstrap.identity().clusterId(),
                options.member().urls().advertisePeer().stream()
                        .map(ServerUrl::toString)
                        .toList(),
                Versions.SERVER,
                Versions.LOWEST_CLUSTER);
        LinkOptions patience = LinkOptions.standard()
                .withReadTimeout(options.raft().peerReadTimeout())
                .withWriteTimeout(options.raft().peerWriteTimeout())
                .withDialTimeout(parts.peerPatience());
        PeerReports reports = new PeerReports(self.id(), metrics.network(), log, this::removed);
        return PeerNetwork.start(self, patience, loops, TravellingSnapshots.ports(state, received), reports);
    }

    /** A new member has nothing yet that could differ. */
    private void checkAgainstOthers(Bootstrap bootstrap, HashInquiry inquiry) throws InterruptedException {
        if (bootstrap.isRestart() && options.gates().isEnabled(FeatureGate.INITIAL_CORRUPT_CHECK)) {
            new InitialCheck(inquiry, log).contradiction().ifPresent(why -> {
                log.error("checkInitialHashKV failed").with("error", why).write();
                throw new StartFailure(why);
            });
        }
    }

    /** What goes on behind the removal, as the answer to whoever wanted it, gets a moment. Any thread. */
    private void removed() {
        if (toldRemoved.compareAndSet(false, true)) {
            Future<?> unused =
                    workers.timer().schedule(() -> onFailure.accept(new MemberRemoved()), 1, TimeUnit.SECONDS);
        }
    }

    /** Where a member's log comes from and where it leads to. */
    private record Ways(Bootstrap bootstrap, MemberStorage storage, PeerNetwork network, Neighbours neighbours) {}

    /** From here on entries are applied. */
    private MemberParts startMember(Ways ways, Custody custody, Closing started) {
        Bootstrap bootstrap = ways.bootstrap();
        LeaseBook leases = state.parts().leases();
        LeaderDuties duties = new LeaderDuties(leases, options.raft().election(), metrics, log, onFailure);
        KvStateMachine machine = new KvStateMachine(
                state.state(),
                MetricsBinding.counted(state, metrics),
                new Listeners(
                        hub,
                        duties,
                        new ApplyCounts(metrics, log, options.diagnostics().slowApply()),
                        ways.neighbours()::follow),
                parts.membershipRules());
        RaftNode<Outcome> node =
                started.later(Consensus.builder(bootstrap, ways.storage(), machine, paced(ways.network()), options)
                        .observer(duties)
                        .start());
        custody.end();
        // What the node had accepted is installed by now, and nobody can have sent anything since.
        received.removeAll();
        long memberId = bootstrap.identity().memberId();
        FirstElection.start(node, memberId, workers.timer());
        RequestIds ids = new RequestIds(memberId, System.currentTimeMillis());
        Callers callers = new Callers(loops::atEndOfTurn, metrics.raft().proposalsFailed::increment);
        Proposer proposer = new Proposer(node, ids, parts.proposals(), workers.timer(), callers);
        MemberParts joined =
                new MemberParts(node, proposer, reads(node, memberId), state::parts, new MeteredOperations(metrics));
        Future<?> unused = LeaseReaper.start(leases, new LeaderLeases(joined), workers.leases(), System::nanoTime);
        return joined;
    }

    private Transport paced(Transport network) {
        Duration usual = options.raft().heartbeat();
        return new HeartbeatPace(network, usual, System::nanoTime, (to, exceeded) -> {
            metrics.raft().heartbeatSendFailures.increment();
            log.warn("leader failed to send out heartbeat on time; took too long, leader is overloaded likely from slow"
                            + " disk")
                    .with("to", Long.toHexString(to))
                    .with("heartbeat-interval", usual)
                    .with("exceeded-duration", exceeded)
                    .write();
        });
    }

    private LinearizableReads reads(RaftNode<Outcome> node, long memberId) {
        LinearizableReads.Reports reports = new LinearizableReads.Reports(
                metrics.raft().readIndexesFailed::increment, metrics.raft().slowReadIndexes::increment);
        return new LinearizableReads(node, memberId, reports);
    }

    private void openPeerDoor(Services services, HttpMemberView view, PeerNetwork network, Closing started) {
        PeerSite peers = new PeerSite(
                member.applied().headers().clusterId(),
                () -> member.applied().cluster().state(),
                view,
                services.questions());
        started.later(PeerDoor.open(parts, loops, peers.withRaft(network.requestHandler()), log));
    }

    /** When this returns, the cluster knows this member and both speak a version that is decided. */
    private void joinCluster(PeerClient others) throws InterruptedException {
        MemberReleases releases = new MemberReleases(member, others);
        new Publication(member, releases, options, log).run();
        new VersionWatch(member, releases, log, metrics.identity()::clusterVersion).start(workers.timer());
        new DowngradeWatch(member, releases, log)
                .start(workers.timer(), options.diagnostics().downgradeCheckInterval());
    }

    private FrontDoor openDoor(Services services, HttpMemberView view, Closing entrance) {
        metrics.grpc()
                .track(services.definitions().stream()
                        .map(ServerServiceDefinition::getServiceDescriptor)
                        .toList());
        metrics.grpc().watchSlow(options.diagnostics().slowRequest(), new SlowRequests(log));
        GrpcSide grpc = new GrpcSide(services.definitions(), interceptors(), List.of(metrics.grpc()));
        InsideChannel inside = entrance.later(InsideChannel.open(grpc));
        Monitoring monitoring =
                new Monitoring(view, new HealthCounts(metrics.health()), metrics::write, workers.readers());
        FrontDoor opened = new FrontDoor(parts, loops, log).open(grpc, inside, new Sites(monitoring));
        entrance.later(opened::end);
        return opened;
    }

    /** Also has the streams ended that need a leader when there is none. */
    private List<ServerInterceptor> interceptors() {
        LeaderNeeds needs = new LeaderNeeds();
        Runnable lost = () -> {
            hub.leaderLost();
            needs.leaderLost();
        };
        BooleanSupplier hasLeader = () -> leader() != 0;
        new LeaderWatch(hasLeader, lost).start(workers.timer(), options.raft().election());
        return List.of(new LearnerGate(member::isLearner), new CallerCheck(hasLeader), needs);
    }

    /** The port of the first client address. */
    public int clientPort() {
        return door.clientPort();
    }

    public long memberId() {
        return member.memberId();
    }

    /** What this member consists of. */
    MemberParts member() {
        return member;
    }

    /** The id of the member that leads, as far as this one knows; 0 if it knows none. */
    public long leader() {
        return member.status().leader();
    }

    /** Stops serving, lets what is under way finish, and leaves everything durable. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            log.info("closing etcd server")
                    .with("name", options.member().name())
                    .write();
            closing.close();
            log.info("closed etcd server").with("name", options.member().name()).write();
        }
    }
}
