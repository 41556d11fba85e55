package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.service.MemberParts;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.AuthDisableRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthDisableResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthGrpc;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthenticateRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthenticateResponse;
import io.grpc.stub.StreamObserver;

/**
 * What the service {@code etcdserverpb.Auth} answers while there are no users: authentication is off. Users
 * and roles cannot be made; those methods answer UNIMPLEMENTED.
 */
public final class AuthService extends AuthGrpc.AuthImplBase {
    private static final long FIRST_AUTH_REVISION = 1;

    private final MemberParts member;

    public AuthService(MemberParts member) {
        this.member = member;
    }

    @Override
    public void authStatus(AuthStatusRequest request, StreamObserver<AuthStatusResponse> call) {
        Replies.sendNow(
                call,
                () -> AuthStatusResponse.newBuilder()
                        .setHeader(member.header())
                        .setAuthRevision(FIRST_AUTH_REVISION)
                        .build());
    }

    @Override
    public void authDisable(AuthDisableRequest request, StreamObserver<AuthDisableResponse> call) {
        Replies.sendNow(
                call,
                () -> AuthDisableResponse.newBuilder()
                        .setHeader(member.header())
                        .build());
    }

    @Override
    public void authenticate(AuthenticateRequest request, StreamObserver<AuthenticateResponse> call) {
        call.onError(EtcdError.AUTH_NOT_ENABLED.toException());
    }
}
