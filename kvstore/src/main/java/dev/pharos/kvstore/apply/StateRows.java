package dev.pharos.kvstore.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.alarm.Alarm;
import dev.pharos.kvstore.alarm.AlarmRows;
import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendClosed;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.cluster.ClusterRows;
import dev.pharos.kvstore.cluster.Downgrade;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.lease.Lease;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.raft.codec.MembershipCodec;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.raft.model.Membership;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import java.nio.ByteBuffer;

/**
 * Writes what is kept beside the keys: how far the log is applied, the membership, leases, alarms, the
 * cluster. The rows are those of etcd's database, so that backups hold them as they are. Owned by the apply
 * thread; everything goes with the store's next batch.
 */
public final class StateRows implements AlarmRows, ClusterRows, StoredLeases {
    static final byte[] APPLIED_INDEX = "consistent_index".getBytes(UTF_8);
    static final byte[] APPLIED_TERM = "term".getBytes(UTF_8);
    static final byte[] MEMBERSHIP = "membership".getBytes(UTF_8);
    static final byte[] CLUSTER_VERSION = "clusterVersion".getBytes(UTF_8);
    static final byte[] DOWNGRADE = "downgrade".getBytes(UTF_8);
    private static final byte[] REMOVED = "removed".getBytes(UTF_8);
    private static final byte[] NOTHING = {};

    private final Backend backend;
    private final MvccStore store;
    private Membership storedMembership;
    private volatile boolean replacedBySnapshot;

    public StateRows(Backend backend, MvccStore store) {
        this.backend = backend;
        this.store = store;
        this.storedMembership = new StoredState(backend).applied().membership();
    }

    void applied(AppliedState state) {
        store.stage(Family.META, APPLIED_INDEX, bigEndian(state.applied().index()));
        store.stage(Family.META, APPLIED_TERM, bigEndian(state.applied().term()));
        if (!state.membership().equals(storedMembership)) {
            ProtoWriter out = new ProtoWriter();
            MembershipCodec.write(state.membership(), out);
            store.stage(Family.META, MEMBERSHIP, out.toPayload().array());
            storedMembership = state.membership();
        }
    }

    /** Makes everything that was published durable. Any thread. */
    void flush() {
        try {
            backend.flush();
        } catch (BackendClosed replaced) {
            if (!replacedBySnapshot) {
                throw replaced;
            }
        }
    }

    /** What stands in the place of these rows is durable, and ahead of them. */
    public void replaced() {
        replacedBySnapshot = true;
    }

    @Override
    public void stored(Lease lease) {
        var row = dev.pharos.wire.proto.leasepb.Lease.newBuilder()
                .setID(lease.id())
                .setTTL(lease.ttlSeconds())
                .setRemainingTTL(lease.remainingSeconds());
        store.stage(Family.LEASE, bigEndian(lease.id()), row.build().toByteArray());
    }

    @Override
    public void revoked(long id) {
        store.stageRemoval(Family.LEASE, bigEndian(id));
    }

    @Override
    public void raised(Alarm alarm) {
        store.stage(Family.ALARM, row(alarm), NOTHING);
    }

    @Override
    public void cleared(Alarm alarm) {
        store.stageRemoval(Family.ALARM, row(alarm));
    }

    private static byte[] row(Alarm alarm) {
        return AlarmMember.newBuilder()
                .setMemberID(alarm.member())
                .setAlarmValue(alarm.kind().number())
                .build()
                .toByteArray();
    }

    @Override
    public void stored(Member member) {
        store.stage(
                Family.MEMBERS,
                member.hexId().getBytes(UTF_8),
                MemberJson.write(member).getBytes(UTF_8));
    }

    @Override
    public void removed(long id) {
        byte[] key = Long.toHexString(id).getBytes(UTF_8);
        store.stageRemoval(Family.MEMBERS, key);
        store.stage(Family.MEMBERS_REMOVED, key, REMOVED);
    }

    @Override
    public void versionDecided(String version) {
        store.stage(Family.CLUSTER, CLUSTER_VERSION, version.getBytes(UTF_8));
    }

    @Override
    public void downgradeSet(Downgrade downgrade) {
        store.stage(Family.CLUSTER, DOWNGRADE, downgrade.toJson().getBytes(UTF_8));
    }

    private static byte[] bigEndian(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
