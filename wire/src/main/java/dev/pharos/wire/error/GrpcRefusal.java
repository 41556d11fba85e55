package dev.pharos.wire.error;

import io.grpc.Status;

/**
 * What an etcd server answers when a call does not get as far as a service, with the words of its gRPC
 * library.
 */
public final class GrpcRefusal {
    private GrpcRefusal() {}

    public static Status messageTooLarge(long messageBytes, long limitBytes) {
        return Status.RESOURCE_EXHAUSTED.withDescription(
                "grpc: received message larger than max (" + messageBytes + " vs. " + limitBytes + ")");
    }

    public static Status unknownService(String service) {
        return Status.UNIMPLEMENTED.withDescription("unknown service " + service);
    }

    public static Status unknownMethod(String method, String service) {
        return Status.UNIMPLEMENTED.withDescription("unknown method " + method + " for service " + service);
    }

    public static Status malformedRequest(String fault) {
        return Status.INTERNAL.withDescription("grpc: error unmarshalling request: " + fault);
    }
}
