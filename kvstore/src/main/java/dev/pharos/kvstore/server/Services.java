package dev.pharos.kvstore.server;

import dev.pharos.kvstore.backup.Backup;
import dev.pharos.kvstore.concurrency.ElectionService;
import dev.pharos.kvstore.concurrency.LockService;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.http.exchange.RequestHandler;
import dev.pharos.kvstore.lease.LeaseRenewals;
import dev.pharos.kvstore.peer.answer.DowngradeAnswers;
import dev.pharos.kvstore.peer.answer.HashAnswers;
import dev.pharos.kvstore.peer.answer.LeaseAnswers;
import dev.pharos.kvstore.peer.answer.MemberQuestions;
import dev.pharos.kvstore.peer.answer.PromotionAnswers;
import dev.pharos.kvstore.replication.ByteBudget;
import dev.pharos.kvstore.rpc.AuthService;
import dev.pharos.kvstore.rpc.ClusterService;
import dev.pharos.kvstore.rpc.KvService;
import dev.pharos.kvstore.rpc.LeaseService;
import dev.pharos.kvstore.rpc.MaintenanceService;
import dev.pharos.kvstore.rpc.RangeCalls;
import dev.pharos.kvstore.rpc.SnapshotCalls;
import dev.pharos.kvstore.rpc.WatchService;
import dev.pharos.kvstore.service.AtLeader;
import dev.pharos.kvstore.service.ClusterOperations;
import dev.pharos.kvstore.service.ClusterOperations.Strictness;
import dev.pharos.kvstore.service.DowngradeOperations;
import dev.pharos.kvstore.service.KvOperations;
import dev.pharos.kvstore.service.LeaderLeases;
import dev.pharos.kvstore.service.LeaderTransfer;
import dev.pharos.kvstore.service.LeaseOperations;
import dev.pharos.kvstore.service.MaintenanceOperations;
import dev.pharos.kvstore.service.MemberParts;
import dev.pharos.kvstore.service.SpaceGuard;
import dev.pharos.kvstore.state.CurrentState;
import dev.pharos.kvstore.watch.WatchHub;
import dev.pharos.kvstore.watch.protocol.Sender;
import dev.pharos.wire.error.EtcdError;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.time.Clock;
import java.util.List;

/** All gRPC services of a member. */
final class Services implements AutoCloseable {
    private final KvOperations kv;
    private final SnapshotCalls snapshots;
    private final RequestHandler questions;
    private final LeaseService leases;
    private final WatchHub hub;
    private final List<ServerServiceDefinition> definitions;

    Services(MemberParts member, CurrentState state, WatchHub hub, Surroundings around) {
        PartOptions parts = around.parts();
        Workers workers = around.workers();
        ServerOptions options = parts.options();
        int maxRequestBytes = options.service().limits().maxRequestBytes();
        SpaceGuard space = new SpaceGuard(member, options.storage().quotaBytes().orElse(0));
        this.kv = new KvOperations(
                member,
                space,
                new KvOperations.Bounds(
                        options.service().limits().maxTxnOps(), parts.memory().largestInMemory()),
                workers.readers());
        ByteBudget largeAnswers = new ByteBudget(parts.memory().largeAnswerBytes());
        RangeCalls ranges = new RangeCalls(kv, workers.readers(), largeAnswers, maxRequestBytes);
        LeaderLeases proposals = new LeaderLeases(member);
        LeaseRenewals renewals = new LeaseRenewals(member.applied().leases(), proposals);
        this.snapshots = new SnapshotCalls(() -> Backup.of(state.backend()), member.counts()::snapshotSent);
        MaintenanceOperations maintenance = new MaintenanceOperations(
                member,
                space,
                new WholeBackend(state),
                new LeaderTransfer(member, parts.requestTimeout()),
                workers.readers());
        AtLeader leader = new AtLeader(member, around.requests(), parts.requestTimeout());
        LeaseOperations leases = new LeaseOperations(member, renewals, space, leader);
        this.leases = new LeaseService(leases);
        this.hub = hub;
        ClusterOperations cluster =
                new ClusterOperations(member, strictness(options), around.reach(), leader, Clock.systemUTC());
        DowngradeOperations downgrades = new DowngradeOperations(member);
        long clusterId = member.applied().headers().clusterId();
        this.questions = new MemberQuestions(
                new PromotionAnswers(clusterId, cluster),
                new LeaseAnswers(leases),
                new HashAnswers(clusterId, maintenance),
                new DowngradeAnswers(clusterId, downgrades));
        MemberStore local = new MemberStore(kv, leases, hub);
        this.definitions = List.of(
                new KvService(kv, ranges).definition(),
                new WatchService(hub, () -> sender(member)).definition(),
                this.leases.bindService(),
                new ClusterService(cluster).bindService(),
                new MaintenanceService(maintenance, downgrades, snapshots).bindService(),
                new AuthService(member).definition(),
                new LockService(() -> local).bindService(),
                new ElectionService(() -> local).bindService(),
                new HealthStatusManager().getHealthService().bindService(),
                ProtoReflectionServiceV1.newInstance().bindService());
    }

    private static Sender sender(MemberParts member) {
        return new Sender(
                member.applied().headers().clusterId(),
                member.memberId(),
                member.status().term());
    }

    private static Strictness strictness(ServerOptions options) {
        return options.bootstrap().strictReconfigCheck() ? Strictness.CHECKED : Strictness.ANYTHING_GOES;
    }

    /** What other members ask this one. */
    RequestHandler questions() {
        return questions;
    }

    KvOperations kv() {
        return kv;
    }

    List<ServerServiceDefinition> definitions() {
        return definitions;
    }

    /** Ends the calls that would not end by themselves. New ones of their kind end at once, or do no harm. */
    void endStreams() {
        hub.endAll(EtcdError.STOPPED);
        leases.stop();
    }

    @Override
    public void close() {
        snapshots.close();
    }
}
