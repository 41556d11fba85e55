package dev.pharos.kvstore.listen;

import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import java.util.List;

/**
 * What is served to gRPC clients. Calls run on the event loop of their connection, so services must not
 * block.
 *
 * @param interceptors the first one sees a call first
 * @param tracers hear how calls begin and end, and of every message
 */
public record GrpcSide(
        List<ServerServiceDefinition> services,
        List<ServerInterceptor> interceptors,
        List<ServerStreamTracer.Factory> tracers) {
    public GrpcSide {
        services = List.copyOf(services);
        interceptors = List.copyOf(interceptors);
        tracers = List.copyOf(tracers);
    }

    public GrpcSide(List<ServerServiceDefinition> services, List<ServerInterceptor> interceptors) {
        this(services, interceptors, List.of());
    }
}
