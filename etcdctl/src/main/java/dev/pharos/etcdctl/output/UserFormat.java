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

/** A form for answers about users and roles; what it does not override it does not support. */
public interface UserFormat extends NamedFormat {
    default void userAdded(String user, AuthUserAddResponse answer) {
        throw unsupported();
    }

    default void user(String user, AuthUserGetResponse answer) {
        throw unsupported();
    }

    default void users(AuthUserListResponse answer) {
        throw unsupported();
    }

    default void userDeleted(String user, AuthUserDeleteResponse answer) {
        throw unsupported();
    }

    default void passwordChanged(AuthUserChangePasswordResponse answer) {
        throw unsupported();
    }

    default void roleGranted(String user, String role, AuthUserGrantRoleResponse answer) {
        throw unsupported();
    }

    default void roleRevoked(String user, String role, AuthUserRevokeRoleResponse answer) {
        throw unsupported();
    }

    default void roleAdded(String role, AuthRoleAddResponse answer) {
        throw unsupported();
    }

    default void role(String role, AuthRoleGetResponse answer) {
        throw unsupported();
    }

    default void roles(AuthRoleListResponse answer) {
        throw unsupported();
    }

    default void roleDeleted(String role, AuthRoleDeleteResponse answer) {
        throw unsupported();
    }

    default void permissionGranted(String role, AuthRoleGrantPermissionResponse answer) {
        throw unsupported();
    }

    default void permissionRevoked(String role, KeyRange keys, AuthRoleRevokePermissionResponse answer) {
        throw unsupported();
    }
}
