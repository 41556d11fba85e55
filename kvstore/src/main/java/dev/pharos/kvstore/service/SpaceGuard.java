package dev.pharos.kvstore.service;

import dev.pharos.kvstore.alarm.Alarm;
import dev.pharos.kvstore.alarm.Alarm.Kind;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Holds the store to its quota: what would pass it is refused, and the alarm is raised that says so (rule 10.2). */
public final class SpaceGuard {
    private static final long PAIR_OVERHEAD_BYTES = 256;
    private static final long LEASE_BYTES = 64;
    private static final CompletionStage<Void> ENOUGH = CompletableFuture.completedFuture(null);

    private final MemberParts member;
    private final long quotaBytes;

    /** @param quotaBytes 0 or less for none */
    public SpaceGuard(MemberParts member, long quotaBytes) {
        this.member = member;
        this.quotaBytes = quotaBytes;
    }

    public long quotaBytes() {
        return quotaBytes;
    }

    /** Whether the quota has room, whatever the alarms say. */
    CompletionStage<Void> check(PutRequest request) {
        return check(cost(request));
    }

    CompletionStage<Void> check(TxnRequest request) {
        return quotaBytes <= 0 ? ENOUGH : check(cost(request));
    }

    CompletionStage<Void> checkLease() {
        return isClosed() ? CompletableFuture.failedFuture(new Refusal(EtcdError.NO_SPACE)) : check(LEASE_BYTES);
    }

    /**
     * Whether the alarm would refuse what passed the quota; then it need not enter the log. The other alarm counts
     * before this one.
     */
    boolean isClosedFor(PutRequest request) {
        return isClosed() && cost(request) > 0;
    }

    boolean isClosedFor(TxnRequest request) {
        return isClosed() && cost(request) > 0;
    }

    private boolean isClosed() {
        Set<Alarm> standing = member.applied().alarms().standing();
        return !standing.isEmpty()
                && standing.contains(new Alarm(member.memberId(), Kind.NOSPACE))
                && !member.applied().alarms().stands(Kind.CORRUPT);
    }

    private CompletionStage<Void> check(long cost) {
        boolean fits = quotaBytes <= 0 || member.store().fileBytes() + cost < quotaBytes;
        if (fits || cost == 0) {
            return ENOUGH;
        }
        // The alarm need not be raised twice.
        return member.applied().alarms().standing().contains(new Alarm(member.memberId(), Kind.NOSPACE))
                ? CompletableFuture.failedFuture(new Refusal(EtcdError.NO_SPACE))
                : raiseAlarm();
    }

    private CompletionStage<Void> raiseAlarm() {
        AlarmRequest alarm = AlarmRequest.newBuilder()
                .setMemberID(member.memberId())
                .setAction(AlarmAction.ACTIVATE)
                .setAlarm(AlarmType.NOSPACE)
                .build();
        return member.proposer()
                .propose(InternalRaftRequest.newBuilder().setAlarm(alarm))
                .thenApply(raised -> {
                    throw new Refusal(EtcdError.NO_SPACE);
                });
    }

    private static long cost(PutRequest request) {
        return PAIR_OVERHEAD_BYTES
                + request.getKey().size()
                + request.getValue().size();
    }

    private static long cost(TxnRequest request) {
        return Math.max(cost(request.getSuccessList()), cost(request.getFailureList()));
    }

    private static long cost(List<RequestOp> operations) {
        long cost = 0;
        for (RequestOp operation : operations) {
            if (operation.hasRequestPut()) {
                cost += cost(operation.getRequestPut());
            } else if (operation.hasRequestTxn()) {
                cost += cost(operation.getRequestTxn());
            }
        }
        return cost;
    }
}
