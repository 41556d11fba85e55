package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.alarm.Alarm.Kind;
import dev.pharos.kvstore.alarm.AlarmBook;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.WriteTxn;
import dev.pharos.kvstore.request.TxnCheck;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.CompactionResponse;
import dev.pharos.wire.proto.etcdserverpb.EmptyResponse;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.util.concurrent.CompletableFuture;

/** Carries out one command after the other. A command that is refused has changed nothing. */
final class CommandExecutor {
    private final MvccStore store;
    private final LeaseBook leases;
    private final AlarmBook alarms;
    private final LeaseCommands leaseCommands;
    private final ClusterCommands clusterCommands;
    private final Headers headers;

    CommandExecutor(AppliedParts parts) {
        this.store = parts.store();
        this.leases = parts.leases();
        this.alarms = parts.alarms();
        this.headers = parts.headers();
        this.leaseCommands = new LeaseCommands(parts.leases(), parts.storedLeases());
        this.clusterCommands = new ClusterCommands(parts.cluster(), parts.alarms());
    }

    Outcome execute(InternalRaftRequest request, long term) {
        WriteTxn txn = store.begin();
        try {
            checkAlarms(request);
            return dispatch(request, new AppliedCommand(txn, term, headers));
        } catch (Refusal refusal) {
            return Outcome.refused(refusal.error());
        } finally {
            txn.end();
        }
    }

    /** Alarms are raised by entries too, so that all members close the door at the same place (rules 10.3, 10.4). */
    private void checkAlarms(InternalRaftRequest request) {
        if (alarms.standing().isEmpty()) {
            return;
        }
        if (alarms.stands(Kind.CORRUPT) && touchesData(request)) {
            throw new Refusal(EtcdError.CORRUPT);
        }
        if (alarms.stands(Kind.NOSPACE) && needsSpace(request)) {
            throw new Refusal(EtcdError.NO_SPACE);
        }
    }

    private static boolean touchesData(InternalRaftRequest request) {
        return request.hasPut()
                || request.hasRange()
                || request.hasDeleteRange()
                || request.hasTxn()
                || request.hasCompaction()
                || request.hasLeaseGrant()
                || request.hasLeaseRevoke();
    }

    private static boolean needsSpace(InternalRaftRequest request) {
        return request.hasPut() || request.hasLeaseGrant() || (request.hasTxn() && TxnCheck.hasPut(request.getTxn()));
    }

    private Outcome dispatch(InternalRaftRequest request, AppliedCommand command) {
        if (request.hasPut()) {
            KeySteps steps = steps(command);
            steps.check(request.getPut());
            return Outcome.of(
                    steps.put(request.getPut()).setHeader(command.header()).build());
        }
        if (request.hasTxn()) {
            return txn(request.getTxn(), command);
        }
        if (request.hasDeleteRange()) {
            var response = steps(command).delete(request.getDeleteRange());
            return Outcome.of(response.setHeader(command.header()).build());
        }
        if (request.hasRange()) {
            KeySteps steps = steps(command);
            return Outcome.of(steps.range(request.getRange()).toBuilder()
                    .setHeader(command.header())
                    .build());
        }
        if (request.hasCompaction()) {
            return compact(request.getCompaction(), command);
        }
        return leaseCommands
                .execute(request, command)
                .or(() -> clusterCommands.execute(request, command))
                .orElseGet(() -> Outcome.of(EmptyResponse.getDefaultInstance()));
    }

    private KeySteps steps(AppliedCommand command) {
        return new KeySteps(command.txn(), leases);
    }

    private Outcome txn(TxnRequest request, AppliedCommand command) {
        var response = new TxnSteps(steps(command)).run(request);
        return Outcome.of(response.setHeader(command.header()).build());
    }

    private Outcome compact(CompactionRequest request, AppliedCommand command) {
        CompletableFuture<?> removed = store.compact(request.getRevision());
        return Outcome.of(
                CompactionResponse.newBuilder().setHeader(command.header()).build(), removed);
    }
}
