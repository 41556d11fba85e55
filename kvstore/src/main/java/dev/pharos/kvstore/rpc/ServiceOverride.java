package dev.pharos.kvstore.rpc;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A generated service with some of its methods bound in another way. */
final class ServiceOverride {
    private final ServerServiceDefinition original;
    private final Map<String, ServerMethodDefinition<?, ?>> methods = new LinkedHashMap<>();

    ServiceOverride(ServerServiceDefinition original) {
        this.original = original;
        original.getMethods()
                .forEach(method -> methods.put(method.getMethodDescriptor().getFullMethodName(), method));
    }

    <Q, A> ServiceOverride method(MethodDescriptor<Q, A> method, ServerCallHandler<Q, A> handler) {
        methods.put(method.getFullMethodName(), ServerMethodDefinition.create(method, handler));
        return this;
    }

    /** Keeps the schema, which reflection shows. */
    ServerServiceDefinition build() {
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(
                        original.getServiceDescriptor().getName())
                .setSchemaDescriptor(original.getServiceDescriptor().getSchemaDescriptor());
        methods.values().forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
        methods.values().forEach(service::addMethod);
        return service.build();
    }
}
