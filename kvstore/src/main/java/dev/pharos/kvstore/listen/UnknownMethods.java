package dev.pharos.kvstore.listen;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Refuses what no service offers, in the words that Go programs know. Thread-safe. */
final class UnknownMethods extends HandlerRegistry {
    private static final MethodDescriptor.Marshaller<byte[]> NOTHING = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            return new byte[0];
        }
    };

    private final Set<String> services;

    UnknownMethods(GrpcSide grpc) {
        services = grpc.services().stream()
                .map((ServerServiceDefinition service) ->
                        service.getServiceDescriptor().getName())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String fullName, @Nullable String authority) {
        Status refusal = Status.UNIMPLEMENTED.withDescription(describe(fullName));
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(NOTHING, NOTHING)
                .setType(MethodDescriptor.MethodType.UNKNOWN)
                .setFullMethodName(fullName)
                .build();
        ServerCallHandler<byte[], byte[]> handler = (call, headers) -> {
            call.close(refusal, new Metadata());
            return new ServerCall.Listener<>() {};
        };
        return ServerMethodDefinition.create(method, handler);
    }

    private String describe(String fullName) {
        int slash = fullName.lastIndexOf('/');
        if (slash < 0) {
            return "malformed method name: \"/" + fullName + "\"";
        }
        String service = fullName.substring(0, slash);
        return services.contains(service)
                ? "unknown method " + fullName.substring(slash + 1) + " for service " + service
                : "unknown service " + service;
    }
}
