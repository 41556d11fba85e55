package dev.pharos.kvstore.blackbox;

import com.google.protobuf.Message;
import dev.pharos.wire.proto.etcdserverpb.AuthGrpc;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.v3electionpb.ElectionGrpc;
import dev.pharos.wire.proto.v3lockpb.LockGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Calls of any method with any bytes. */
final class RawCalls {
    /** What these are answered may be long in coming, or never come. */
    private static final Set<String> WAITING = Set.of(
            "etcdserverpb.Watch/Watch",
            "etcdserverpb.Lease/LeaseKeepAlive",
            "v3lockpb.Lock/Lock",
            "v3electionpb.Election/Campaign",
            "v3electionpb.Election/Observe");

    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            return new byte[0];
        }
    };

    private RawCalls() {}

    /** Every method of every service that clients may call. */
    static List<MethodDescriptor<?, ?>> methods() {
        return Stream.of(
                        KVGrpc.getServiceDescriptor(),
                        LeaseGrpc.getServiceDescriptor(),
                        WatchGrpc.getServiceDescriptor(),
                        ClusterGrpc.getServiceDescriptor(),
                        MaintenanceGrpc.getServiceDescriptor(),
                        AuthGrpc.getServiceDescriptor(),
                        LockGrpc.getServiceDescriptor(),
                        ElectionGrpc.getServiceDescriptor())
                .map(ServiceDescriptor::getMethods)
                .<MethodDescriptor<?, ?>>flatMap(methods -> methods.stream())
                .toList();
    }

    static Message requestOf(MethodDescriptor<?, ?> method) {
        return (Message) ((PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype();
    }

    /** After that a call is given up. */
    static long patienceMillis(String method) {
        return WAITING.contains(method) ? 300 : 30_000;
    }

    /** Sends bytes as the only message of a call; how it ended, cancelled if it was given up. */
    static CompletableFuture<Status> send(Connection connection, String method, byte[] message) {
        MethodDescriptor<byte[], byte[]> raw = MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodType.BIDI_STREAMING)
                .setFullMethodName(method)
                .build();
        CompletableFuture<Status> end = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = connection.channel().newCall(raw, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(byte[] answer) {
                        call.request(1);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status);
                    }
                },
                new Metadata());
        call.request(1);
        call.sendMessage(message);
        call.halfClose();
        return end.completeOnTimeout(Status.CANCELLED, patienceMillis(method), TimeUnit.MILLISECONDS)
                .whenComplete((status, impossible) -> call.cancel("long enough", null));
    }
}
