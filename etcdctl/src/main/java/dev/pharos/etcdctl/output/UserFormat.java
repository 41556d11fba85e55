package dev.pharos.etcdctl.output;

import dev.pharos.wire.proto.etcdserverpb.AuthRoleAddResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleDeleteResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGetResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGrantPermissionResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleListResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleRevokePermissionResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserAddResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserChangePasswordResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserDeleteResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGetResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGrantRoleResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserListResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserRevokeRoleResponse;
import dev.pharos.wire.value.KeyRange;

/** A form for answers about users and roles; each may throw {@link UnsupportedFormat}. */
public interface UserFormat {
    void userAdded(String user, AuthUserAddResponse answer);

    void user(String user, AuthUserGetResponse answer);

    void users(AuthUserListResponse answer);

    void userDeleted(String user, AuthUserDeleteResponse answer);

    void passwordChanged(AuthUserChangePasswordResponse answer);

    void roleGranted(String user, String role, AuthUserGrantRoleResponse answer);

    void roleRevoked(String user, String role, AuthUserRevokeRoleResponse answer);

    void roleAdded(String role, AuthRoleAddResponse answer);

    void role(String role, AuthRoleGetResponse answer);

    void roles(AuthRoleListResponse answer);

    void roleDeleted(String role, AuthRoleDeleteResponse answer);

    void permissionGranted(String role, AuthRoleGrantPermissionResponse answer);

    void permissionRevoked(String role, KeyRange keys, AuthRoleRevokePermissionResponse answer);
}
