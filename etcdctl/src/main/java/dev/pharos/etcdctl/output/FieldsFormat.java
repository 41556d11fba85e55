package dev.pharos.etcdctl.output;

import com.google.protobuf.ByteString;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.GoDuration;
import dev.pharos.etcdctl.text.GoQuotes;
import dev.pharos.etcdctl.text.Numerals;
import dev.pharos.wire.proto.authpb.Permission;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleAddResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleDeleteResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGetResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGrantPermissionResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleListResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleRevokePermissionResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserAddResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserChangePasswordResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserDeleteResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGrantRoleResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserRevokeRoleResponse;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.value.KeyRange;
import java.util.List;

/** One line for each field of an answer: a name, a colon, a value. */
final class FieldsFormat implements Format {
    private final Sink sink;
    private final Look look;

    FieldsFormat(Sink sink, Look look) {
        this.sink = sink;
        this.look = look;
    }

    @Override
    public String name() {
        return "fields";
    }

    private void field(String name, String value) {
        sink.line("\"" + name + "\" : " + value);
    }

    private void field(String name, long value) {
        field(name, Long.toString(value));
    }

    private void id(String name, long id) {
        field(name, look == Look.HEX ? Numerals.hex(id) : Numerals.unsigned(id));
    }

    private void lease(String name, long id) {
        field(name, look == Look.HEX ? Numerals.hex16(id) : Long.toString(id));
    }

    private static String quoted(ByteString bytes) {
        return GoQuotes.quote(ByteText.of(bytes));
    }

    /** Revisions belong to keys; answers about other things have none. */
    private void header(ResponseHeader header) {
        id("ClusterID", header.getClusterId());
        id("MemberID", header.getMemberId());
        if (header.getRevision() > 0) {
            field("Revision", header.getRevision());
        }
        field("RaftTerm", Numerals.unsigned(header.getRaftTerm()));
    }

    private void pair(String prefix, KeyValue pair) {
        field(prefix + "Key", quoted(pair.getKey()));
        field(prefix + "CreateRevision", pair.getCreateRevision());
        field(prefix + "ModRevision", pair.getModRevision());
        field(prefix + "Version", pair.getVersion());
        field(prefix + "Value", quoted(pair.getValue()));
        lease(prefix + "Lease", pair.getLease());
    }

    @Override
    public void range(RangeResponse answer) {
        header(answer.getHeader());
        answer.getKvsList().forEach(pair -> pair("", pair));
        field("More", Boolean.toString(answer.getMore()));
        field("Count", answer.getCount());
    }

    @Override
    public void put(PutResponse answer) {
        header(answer.getHeader());
        if (answer.hasPrevKv()) {
            pair("Prev", answer.getPrevKv());
        }
    }

    @Override
    public void deleted(DeleteRangeResponse answer) {
        header(answer.getHeader());
        field("Deleted", answer.getDeleted());
        answer.getPrevKvsList().forEach(pair -> pair("Prev", pair));
    }

    @Override
    public void txn(TxnResponse answer) {
        header(answer.getHeader());
        field("Succeeded", Boolean.toString(answer.getSucceeded()));
        for (ResponseOp part : answer.getResponsesList()) {
            switch (part.getResponseCase()) {
                case RESPONSE_RANGE -> range(part.getResponseRange());
                case RESPONSE_PUT -> put(part.getResponsePut());
                case RESPONSE_DELETE_RANGE -> deleted(part.getResponseDeleteRange());
                case RESPONSE_TXN -> txn(part.getResponseTxn());
                case RESPONSE_NOT_SET -> {}
            }
        }
    }

    @Override
    public void watch(WatchResponse answer) {
        header(answer.getHeader());
        for (Event event : answer.getEventsList()) {
            field("Type", event.getType().name());
            if (event.hasPrevKv()) {
                pair("Prev", event.getPrevKv());
            }
            pair("", event.getKv());
        }
    }

    @Override
    public void granted(LeaseGrantResponse answer) {
        header(answer.getHeader());
        lease("ID", answer.getID());
        field("TTL", answer.getTTL());
    }

    @Override
    public void revoked(long lease, LeaseRevokeResponse answer) {
        header(answer.getHeader());
    }

    @Override
    public void renewed(LeaseKeepAliveResponse answer) {
        header(answer.getHeader());
        lease("ID", answer.getID());
        field("TTL", answer.getTTL());
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse answer, AttachedKeys keys) {
        header(answer.getHeader());
        lease("ID", answer.getID());
        field("TTL", answer.getTTL());
        field("GrantedTTL", answer.getGrantedTTL());
        answer.getKeysList().forEach(key -> field("Key", quoted(key)));
    }

    @Override
    public void leases(LeaseLeasesResponse answer) {
        header(answer.getHeader());
        answer.getLeasesList().forEach(lease -> lease("ID", lease.getID()));
    }

    @Override
    public void members(MemberListResponse answer) {
        header(answer.getHeader());
        for (Member member : answer.getMembersList()) {
            id("ID", member.getID());
            field("Name", quoted(member.getNameBytes()));
            member.getPeerURLsList().asByteStringList().forEach(url -> field("PeerURL", quoted(url)));
            member.getClientURLsList().asByteStringList().forEach(url -> field("ClientURL", quoted(url)));
            field("IsLearner", Boolean.toString(member.getIsLearner()));
            sink.line("");
        }
    }

    @Override
    public void health(List<Health> endpoints) {
        for (Health health : endpoints) {
            field("Endpoint", GoQuotes.quote(health.endpoint()));
            field("Health", Boolean.toString(health.isHealthy()));
            field("Took", GoDuration.format(health.took()));
            field("Error", health.error().orElse(""));
            sink.line("");
        }
    }

    @Override
    public void statuses(List<EndpointAnswer<StatusResponse>> endpoints) {
        for (EndpointAnswer<StatusResponse> endpoint : endpoints) {
            StatusResponse status = endpoint.answer();
            header(status.getHeader());
            field("Version", quoted(status.getVersionBytes()));
            field("StorageVersion", quoted(status.getStorageVersionBytes()));
            field("DBSize", status.getDbSize());
            field("DBSizeInUse", status.getDbSizeInUse());
            field("DBSizeQuota", status.getDbSizeQuota());
            id("Leader", status.getLeader());
            field("IsLearner", Boolean.toString(status.getIsLearner()));
            field("RaftIndex", Numerals.unsigned(status.getRaftIndex()));
            field("RaftTerm", Numerals.unsigned(status.getRaftTerm()));
            field("RaftAppliedIndex", Numerals.unsigned(status.getRaftAppliedIndex()));
            field("Errors", "[" + Rows.joined(status.getErrorsList().asByteStringList(), " ") + "]");
            field("Endpoint", GoQuotes.quote(endpoint.endpoint()));
            field("DowngradeTargetVersion", quoted(status.getDowngradeInfo().getTargetVersionBytes()));
            field("DowngradeEnabled", Boolean.toString(status.getDowngradeInfo().getEnabled()));
            sink.line("");
        }
    }

    @Override
    public void hashes(List<EndpointAnswer<HashKVResponse>> endpoints) {
        for (EndpointAnswer<HashKVResponse> endpoint : endpoints) {
            header(endpoint.answer().getHeader());
            field("Endpoint", GoQuotes.quote(endpoint.endpoint()));
            field("Hash", Integer.toUnsignedLong(endpoint.answer().getHash()));
            field("HashRevision", endpoint.answer().getHashRevision());
            sink.line("");
        }
    }

    @Override
    public void alarms(AlarmResponse answer) {
        header(answer.getHeader());
        for (AlarmMember alarm : answer.getAlarmsList()) {
            id("MemberID", alarm.getMemberID());
            field("AlarmType", alarm.getAlarm().name());
            sink.line("");
        }
    }

    @Override
    public void role(String role, AuthRoleGetResponse answer) {
        header(answer.getHeader());
        for (Permission permission : answer.getPermList()) {
            field("PermType", " " + permission.getPermType().name());
            field("Key", quoted(permission.getKey()));
            field("RangeEnd", quoted(permission.getRangeEnd()));
        }
    }

    @Override
    public void roles(AuthRoleListResponse answer) {
        header(answer.getHeader());
        sink.print("\"Roles\" :");
        answer.getRolesList().asByteStringList().forEach(role -> sink.print(" " + quoted(role)));
        sink.line("");
    }

    @Override
    public void userAdded(String user, AuthUserAddResponse answer) {
        header(answer.getHeader());
    }

    @Override
    public void userDeleted(String user, AuthUserDeleteResponse answer) {
        header(answer.getHeader());
    }

    @Override
    public void passwordChanged(AuthUserChangePasswordResponse answer) {
        header(answer.getHeader());
    }

    @Override
    public void roleGranted(String user, String role, AuthUserGrantRoleResponse answer) {
        header(answer.getHeader());
    }

    @Override
    public void roleRevoked(String user, String role, AuthUserRevokeRoleResponse answer) {
        header(answer.getHeader());
    }

    @Override
    public void roleAdded(String role, AuthRoleAddResponse answer) {
        header(answer.getHeader());
    }

    @Override
    public void roleDeleted(String role, AuthRoleDeleteResponse answer) {
        header(answer.getHeader());
    }

    @Override
    public void permissionGranted(String role, AuthRoleGrantPermissionResponse answer) {
        header(answer.getHeader());
    }

    @Override
    public void permissionRevoked(String role, KeyRange keys, AuthRoleRevokePermissionResponse answer) {
        header(answer.getHeader());
    }
}
