package dev.pharos.etcdctl.output;

import com.google.protobuf.Message;
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
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberAddResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateResponse;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderResponse;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.value.KeyRange;

/** A form that knows messages, not what they mean; what is no message it does not support. */
abstract class MessageFormat implements Format {
    /** Shows whatever it is. */
    abstract void message(Message message);

    @Override
    public final void range(RangeResponse answer) {
        message(answer);
    }

    @Override
    public final void put(PutResponse answer) {
        message(answer);
    }

    @Override
    public final void deleted(DeleteRangeResponse answer) {
        message(answer);
    }

    @Override
    public final void txn(TxnResponse answer) {
        message(answer);
    }

    @Override
    public final void revoked(long lease, LeaseRevokeResponse answer) {
        message(answer);
    }

    @Override
    public final void members(MemberListResponse answer) {
        message(answer);
    }

    @Override
    public final void memberAdded(MemberAddResponse answer) {
        message(answer);
    }

    @Override
    public final void memberRemoved(long member, MemberRemoveResponse answer) {
        message(answer);
    }

    @Override
    public final void memberUpdated(long member, MemberUpdateResponse answer) {
        message(answer);
    }

    @Override
    public final void memberPromoted(long member, MemberPromoteResponse answer) {
        message(answer);
    }

    @Override
    public final void leaderMoved(long from, long to, MoveLeaderResponse answer) {
        message(answer);
    }

    @Override
    public final void downgrade(DowngradeAction action, DowngradeResponse answer) {
        message(answer);
    }

    @Override
    public final void alarms(AlarmResponse answer) {
        message(answer);
    }

    @Override
    public final void authStatus(AuthStatusResponse answer) {
        message(answer);
    }

    @Override
    public final void userAdded(String user, AuthUserAddResponse answer) {
        message(answer);
    }

    @Override
    public final void user(String user, AuthUserGetResponse answer) {
        message(answer);
    }

    @Override
    public final void users(AuthUserListResponse answer) {
        message(answer);
    }

    @Override
    public final void userDeleted(String user, AuthUserDeleteResponse answer) {
        message(answer);
    }

    @Override
    public final void passwordChanged(AuthUserChangePasswordResponse answer) {
        message(answer);
    }

    @Override
    public final void roleGranted(String user, String role, AuthUserGrantRoleResponse answer) {
        message(answer);
    }

    @Override
    public final void roleRevoked(String user, String role, AuthUserRevokeRoleResponse answer) {
        message(answer);
    }

    @Override
    public final void roleAdded(String role, AuthRoleAddResponse answer) {
        message(answer);
    }

    @Override
    public final void role(String role, AuthRoleGetResponse answer) {
        message(answer);
    }

    @Override
    public final void roles(AuthRoleListResponse answer) {
        message(answer);
    }

    @Override
    public final void roleDeleted(String role, AuthRoleDeleteResponse answer) {
        message(answer);
    }

    @Override
    public final void permissionGranted(String role, AuthRoleGrantPermissionResponse answer) {
        message(answer);
    }

    @Override
    public final void permissionRevoked(String role, KeyRange keys, AuthRoleRevokePermissionResponse answer) {
        message(answer);
    }
}
