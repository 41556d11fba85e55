package dev.pharos.kvstore.apply;

import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseCheckpoint;
import dev.pharos.wire.proto.etcdserverpb.LeaseCheckpointRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.membershippb.DowngradeInfoSetRequest;

/** Commands in few words. */
public final class Commands {
    private Commands() {}

    public static InternalRaftRequest.Builder command(PutRequest put) {
        return InternalRaftRequest.newBuilder().setPut(put);
    }

    public static InternalRaftRequest.Builder command(DeleteRangeRequest delete) {
        return InternalRaftRequest.newBuilder().setDeleteRange(delete);
    }

    public static InternalRaftRequest.Builder command(RangeRequest range) {
        return InternalRaftRequest.newBuilder().setRange(range);
    }

    public static InternalRaftRequest.Builder command(TxnRequest txn) {
        return InternalRaftRequest.newBuilder().setTxn(txn);
    }

    public static InternalRaftRequest.Builder compact(long revision) {
        return InternalRaftRequest.newBuilder()
                .setCompaction(CompactionRequest.newBuilder().setRevision(revision));
    }

    public static InternalRaftRequest.Builder grant(long id, long ttl) {
        return InternalRaftRequest.newBuilder()
                .setLeaseGrant(LeaseGrantRequest.newBuilder().setID(id).setTTL(ttl));
    }

    public static InternalRaftRequest.Builder revoke(long id) {
        return InternalRaftRequest.newBuilder()
                .setLeaseRevoke(LeaseRevokeRequest.newBuilder().setID(id));
    }

    public static InternalRaftRequest.Builder checkpoint(long id, long remaining) {
        return InternalRaftRequest.newBuilder()
                .setLeaseCheckpoint(LeaseCheckpointRequest.newBuilder()
                        .addCheckpoints(LeaseCheckpoint.newBuilder().setID(id).setRemainingTTL(remaining)));
    }

    /** Calls it off if there is no target. */
    public static InternalRaftRequest.Builder downgrade(String target) {
        return InternalRaftRequest.newBuilder()
                .setDowngradeInfoSet(DowngradeInfoSetRequest.newBuilder()
                        .setEnabled(!target.isEmpty())
                        .setVer(target));
    }

    public static InternalRaftRequest.Builder alarm(AlarmAction action, AlarmType type, long member) {
        return InternalRaftRequest.newBuilder()
                .setAlarm(AlarmRequest.newBuilder()
                        .setAction(action)
                        .setAlarm(type)
                        .setMemberID(member));
    }
}
