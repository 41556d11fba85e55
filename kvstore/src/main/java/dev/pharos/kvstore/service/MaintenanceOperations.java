package dev.pharos.kvstore.service;

import dev.pharos.kvstore.alarm.Alarm;
import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.HashResult;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.DefragmentResponse;
import dev.pharos.wire.proto.etcdserverpb.DowngradeInfo;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.HashResponse;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** How the member is, alarms, hashes, and the work that operators order. */
public final class MaintenanceOperations {
    private final MemberParts member;
    private final SpaceGuard space;
    private final WholeStore whole;
    private final LeaderTransfer transfer;
    private final Executor worker;

    /** @param worker for what takes longer than an event loop may wait */
    public MaintenanceOperations(
            MemberParts member, SpaceGuard space, WholeStore whole, LeaderTransfer transfer, Executor worker) {
        this.transfer = transfer;
        this.whole = whole;
        this.member = member;
        this.space = space;
        this.worker = worker;
    }

    public StatusResponse status() {
        RaftStatus raft = member.status();
        ClusterState cluster = member.applied().cluster().state();
        return StatusResponse.newBuilder()
                .setHeader(member.header())
                .setVersion(Versions.SERVER)
                .setDbSize(member.store().fileBytes())
                .setDbSizeInUse(member.store().usedBytes())
                .setDbSizeQuota(space.quotaBytes())
                .setLeader(raft.leader())
                .setRaftIndex(raft.committed())
                .setRaftTerm(raft.term())
                .setRaftAppliedIndex(raft.applied())
                .setIsLearner(raft.membership().isLearner(member.memberId()))
                .setStorageVersion(Versions.ofStorage(cluster.version()))
                .setDowngradeInfo(DowngradeInfo.newBuilder()
                        .setEnabled(cluster.downgrade().isUnderWay())
                        .setTargetVersion(cluster.downgrade().target()))
                .addAllErrors(errors(raft))
                .build();
    }

    private List<String> errors(RaftStatus raft) {
        List<String> errors = new ArrayList<>();
        if (raft.leader() == 0) {
            errors.add(EtcdError.NO_LEADER.message());
        }
        for (Alarm alarm : member.applied().alarms().standing()) {
            // As Go prints the message: a field that is 0 is left out.
            String raisedBy = alarm.member() == 0 ? "" : "memberID:" + Long.toUnsignedString(alarm.member()) + " ";
            errors.add(raisedBy + "alarm:" + alarm.kind());
        }
        return errors;
    }

    public CompletionStage<AlarmResponse> alarm(AlarmRequest request) {
        return member.proposer()
                .propose(InternalRaftRequest.newBuilder().setAlarm(request))
                .thenApply(outcome -> outcome.answer(AlarmResponse.class));
    }

    /** The work goes on behind the answer; nobody waits for it. */
    public CompletionStage<DefragmentResponse> defragment() {
        return CompletableFuture.supplyAsync(
                () -> {
                    member.store().defragment();
                    rewrite();
                    return DefragmentResponse.getDefaultInstance();
                },
                worker);
    }

    private void rewrite() {
        long begun = System.nanoTime();
        member.counts().defragmenting();
        whole.rewrite().whenComplete((done, failure) -> member.counts().defragmented(System.nanoTime() - begun));
    }

    public CompletionStage<HashResponse> hash() {
        return CompletableFuture.supplyAsync(
                () -> {
                    long begun = System.nanoTime();
                    int hash = whole.hash();
                    member.counts().hashed(System.nanoTime() - begun);
                    return HashResponse.newBuilder()
                            .setHeader(member.header())
                            .setHash(hash)
                            .build();
                },
                worker);
    }

    public CompletionStage<HashKVResponse> hashKv(long revision) {
        return CompletableFuture.supplyAsync(
                () -> {
                    long begun = System.nanoTime();
                    HashResult hash = member.store().hash().hashKv(revision);
                    member.counts().hashedRevision(System.nanoTime() - begun);
                    return HashKVResponse.newBuilder()
                            .setHeader(member.header())
                            .setHash(hash.hash())
                            .setCompactRevision(hash.compactRevision())
                            .setHashRevision(hash.revision())
                            .build();
                },
                worker);
    }

    /** Only the leader hands over, and only to a started voter. */
    public CompletionStage<MoveLeaderResponse> moveLeader(long target) {
        if (!member.leads()) {
            throw new Refusal(EtcdError.NOT_LEADER);
        }
        ClusterState cluster = member.applied().cluster().state();
        if (cluster.member(target).filter(MaintenanceOperations::mayLead).isEmpty()) {
            throw new Refusal(EtcdError.BAD_LEADER_TRANSFEREE);
        }
        CompletionStage<Void> moved =
                target == member.memberId() ? CompletableFuture.completedFuture(null) : transfer.to(target);
        return moved.thenApply(done -> MoveLeaderResponse.getDefaultInstance());
    }

    private static boolean mayLead(Member candidate) {
        return !candidate.isLearner() && candidate.hasStarted();
    }
}
