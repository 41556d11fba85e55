package dev.pharos.client.admin;

import dev.pharos.client.channel.Call;
import dev.pharos.client.channel.Calls;
import dev.pharos.wire.proto.etcdserverpb.AuthDisableRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthDisableResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthEnableRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthEnableResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthGrpc;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleAddRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleAddResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleDeleteRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleDeleteResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGetRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGetResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGrantPermissionRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGrantPermissionResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleListRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleListResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleRevokePermissionRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleRevokePermissionResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserAddRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthUserAddResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserChangePasswordRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthUserChangePasswordResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserDeleteRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthUserDeleteResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGetRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGetResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGrantRoleRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGrantRoleResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserListRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthUserListResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserRevokeRoleRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthUserRevokeRoleResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Users, roles and permissions. */
public final class AuthCalls {
    private final Calls calls;

    public AuthCalls(Calls calls) {
        this.calls = calls;
    }

    public CompletableFuture<AuthEnableResponse> enable(AuthEnableRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getAuthEnableMethod(), request, timeout));
    }

    public CompletableFuture<AuthDisableResponse> disable(AuthDisableRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getAuthDisableMethod(), request, timeout));
    }

    public CompletableFuture<AuthStatusResponse> status(AuthStatusRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(AuthGrpc.getAuthStatusMethod(), request, timeout));
    }

    public CompletableFuture<AuthUserAddResponse> addUser(AuthUserAddRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getUserAddMethod(), request, timeout));
    }

    public CompletableFuture<AuthUserGetResponse> user(AuthUserGetRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(AuthGrpc.getUserGetMethod(), request, timeout));
    }

    public CompletableFuture<AuthUserListResponse> users(AuthUserListRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(AuthGrpc.getUserListMethod(), request, timeout));
    }

    public CompletableFuture<AuthUserDeleteResponse> deleteUser(AuthUserDeleteRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getUserDeleteMethod(), request, timeout));
    }

    public CompletableFuture<AuthUserChangePasswordResponse> changePassword(
            AuthUserChangePasswordRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getUserChangePasswordMethod(), request, timeout));
    }

    public CompletableFuture<AuthUserGrantRoleResponse> grantRole(AuthUserGrantRoleRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getUserGrantRoleMethod(), request, timeout));
    }

    public CompletableFuture<AuthUserRevokeRoleResponse> revokeRole(
            AuthUserRevokeRoleRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getUserRevokeRoleMethod(), request, timeout));
    }

    public CompletableFuture<AuthRoleAddResponse> addRole(AuthRoleAddRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getRoleAddMethod(), request, timeout));
    }

    public CompletableFuture<AuthRoleGetResponse> role(AuthRoleGetRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(AuthGrpc.getRoleGetMethod(), request, timeout));
    }

    public CompletableFuture<AuthRoleListResponse> roles(AuthRoleListRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(AuthGrpc.getRoleListMethod(), request, timeout));
    }

    public CompletableFuture<AuthRoleDeleteResponse> deleteRole(AuthRoleDeleteRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getRoleDeleteMethod(), request, timeout));
    }

    public CompletableFuture<AuthRoleGrantPermissionResponse> grantPermission(
            AuthRoleGrantPermissionRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getRoleGrantPermissionMethod(), request, timeout));
    }

    public CompletableFuture<AuthRoleRevokePermissionResponse> revokePermission(
            AuthRoleRevokePermissionRequest request, Duration timeout) {
        return calls.ask(Call.once(AuthGrpc.getRoleRevokePermissionMethod(), request, timeout));
    }
}
