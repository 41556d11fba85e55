package dev.pharos.kvstore.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pharos.kvstore.alarm.Alarm;
import dev.pharos.kvstore.alarm.Alarm.Kind;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Downgrade;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.lease.Lease;
import dev.pharos.raft.codec.MembershipCodec;
import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Payload;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Reads what {@link StateRows} wrote. */
public final class StoredState {
    private final Rows rows;

    public StoredState(Rows rows) {
        this.rows = rows;
    }

    /** How far the state is that is on disk. */
    public AppliedState applied() {
        byte[] index = rows.get(Family.META, StateRows.APPLIED_INDEX);
        byte[] term = rows.get(Family.META, StateRows.APPLIED_TERM);
        byte[] membership = rows.get(Family.META, StateRows.MEMBERSHIP);
        if (index == null || term == null || membership == null) {
            return AppliedState.NOTHING;
        }
        EntryId id = new EntryId(
                ByteBuffer.wrap(term).getLong(), ByteBuffer.wrap(index).getLong());
        return new AppliedState(id, MembershipCodec.read(new ProtoReader(Payload.wrap(membership))));
    }

    public List<Lease> leases() {
        List<Lease> leases = new ArrayList<>();
        forEach(Family.LEASE, (key, row) -> {
            try {
                var stored = dev.pharos.wire.proto.leasepb.Lease.parseFrom(row);
                leases.add(new Lease(stored.getID(), stored.getTTL(), stored.getRemainingTTL()));
            } catch (InvalidProtocolBufferException damaged) {
                throw new IllegalStateException("a row of the leases is no lease", damaged);
            }
        });
        return leases;
    }

    public Set<Alarm> alarms() {
        Set<Alarm> alarms = new HashSet<>();
        forEach(Family.ALARM, (row, nothing) -> {
            try {
                AlarmMember stored = AlarmMember.parseFrom(row);
                if (stored.getAlarm() == AlarmType.NOSPACE || stored.getAlarm() == AlarmType.CORRUPT) {
                    Kind kind = stored.getAlarm() == AlarmType.CORRUPT ? Kind.CORRUPT : Kind.NOSPACE;
                    alarms.add(new Alarm(stored.getMemberID(), kind));
                }
            } catch (InvalidProtocolBufferException damaged) {
                throw new IllegalStateException("a row of the alarms is no alarm", damaged);
            }
        });
        return alarms;
    }

    public ClusterState cluster() {
        Map<Long, Member> members = new HashMap<>();
        forEach(Family.MEMBERS, (key, row) -> {
            Member member = MemberJson.read(new String(row, UTF_8));
            members.put(member.id(), member);
        });
        Set<Long> removed = new HashSet<>();
        forEach(Family.MEMBERS_REMOVED, (key, row) -> removed.add(Long.parseUnsignedLong(new String(key, UTF_8), 16)));
        byte[] version = rows.get(Family.CLUSTER, StateRows.CLUSTER_VERSION);
        byte[] downgrade = rows.get(Family.CLUSTER, StateRows.DOWNGRADE);
        return new ClusterState(
                members,
                removed,
                version == null ? "" : new String(version, UTF_8),
                downgrade == null ? Downgrade.NONE : Downgrade.fromJson(new String(downgrade, UTF_8)));
    }

    private void forEach(Family family, BiConsumer<byte[], byte[]> visitor) {
        try (RowCursor found = rows.scan(family)) {
            while (found.next()) {
                visitor.accept(found.key(), found.value());
            }
        }
    }
}
