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
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Set;

/**
 * What the service {@code etcdserverpb.Auth} answers while there are no users: authentication is off. All that is
 * about users and roles is refused in words that say why.
 */
public final class AuthService extends AuthGrpc.AuthImplBase {
    /** Of a store in which there never were users. */
    public static final long FIRST_AUTH_REVISION = 1;

    private static final Status NOT_YET =
            Status.UNIMPLEMENTED.withDescription("users and roles are not supported by this version yet");
    private static final Set<String> ANSWERED = Set.of(
            AuthGrpc.getAuthStatusMethod().getFullMethodName(),
            AuthGrpc.getAuthDisableMethod().getFullMethodName(),
            AuthGrpc.getAuthenticateMethod().getFullMethodName());

    private final MemberParts member;

    public AuthService(MemberParts member) {
        this.member = member;
    }

    public ServerServiceDefinition definition() {
        ServerServiceDefinition all = bindService();
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(all.getServiceDescriptor());
        all.getMethods().forEach(method -> service.addMethod(answered(method)));
        return service.build();
    }

    private static <Q, A> ServerMethodDefinition<Q, A> answered(ServerMethodDefinition<Q, A> method) {
        return ANSWERED.contains(method.getMethodDescriptor().getFullMethodName())
                ? method
                : method.withServerCallHandler(
                        ServerCalls.asyncUnaryCall((request, call) -> call.onError(NOT_YET.asRuntimeException())));
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
