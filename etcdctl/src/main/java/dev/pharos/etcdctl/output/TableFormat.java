package dev.pharos.etcdctl.output;

import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleAddResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleDeleteResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGetResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGrantPermissionResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleListResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleRevokePermissionResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserAddResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserChangePasswordResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserDeleteResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGetResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGrantRoleResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserListResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserRevokeRoleResponse;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest.DowngradeAction;
import dev.pharos.wire.proto.etcdserverpb.DowngradeResponse;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberAddResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateResponse;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderResponse;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.value.KeyRange;
import java.util.List;

/** Lists of members and endpoints as tables; nothing else. */
final class TableFormat implements Format {
    private final Sink sink;

    TableFormat(Sink sink) {
        this.sink = sink;
    }

    @Override
    public String name() {
        return "table";
    }

    private void show(List<String> head, List<List<String>> rows) {
        sink.print(Frame.of(head, rows));
    }

    @Override
    public void range(RangeResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void put(PutResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void deleted(DeleteRangeResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void txn(TxnResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void watch(WatchResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void granted(LeaseGrantResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void revoked(long lease, LeaseRevokeResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void renewed(LeaseKeepAliveResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse answer, AttachedKeys keys) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void leases(LeaseLeasesResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void members(MemberListResponse answer) {
        show(
                Rows.MEMBER_HEAD,
                answer.getMembersList().stream().map(Rows::member).toList());
    }

    @Override
    public void memberAdded(MemberAddResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void memberRemoved(long member, MemberRemoveResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void memberUpdated(long member, MemberUpdateResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void memberPromoted(long member, MemberPromoteResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void health(List<Health> endpoints) {
        show(Rows.HEALTH_HEAD, endpoints.stream().map(Rows::health).toList());
    }

    @Override
    public void statuses(List<EndpointAnswer<StatusResponse>> endpoints) {
        show(Rows.STATUS_HEAD, endpoints.stream().map(Rows::status).toList());
    }

    @Override
    public void hashes(List<EndpointAnswer<HashKVResponse>> endpoints) {
        show(Rows.HASH_HEAD, endpoints.stream().map(Rows::hash).toList());
    }

    @Override
    public void leaderMoved(long from, long to, MoveLeaderResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void downgrade(DowngradeAction action, DowngradeResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void alarms(AlarmResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void authStatus(AuthStatusResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void userAdded(String user, AuthUserAddResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void user(String user, AuthUserGetResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void users(AuthUserListResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void userDeleted(String user, AuthUserDeleteResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void passwordChanged(AuthUserChangePasswordResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void roleGranted(String user, String role, AuthUserGrantRoleResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void roleRevoked(String user, String role, AuthUserRevokeRoleResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void roleAdded(String role, AuthRoleAddResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void role(String role, AuthRoleGetResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void roles(AuthRoleListResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void roleDeleted(String role, AuthRoleDeleteResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void permissionGranted(String role, AuthRoleGrantPermissionResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void permissionRevoked(String role, KeyRange keys, AuthRoleRevokePermissionResponse answer) {
        throw new UnsupportedFormat(name());
    }
}
