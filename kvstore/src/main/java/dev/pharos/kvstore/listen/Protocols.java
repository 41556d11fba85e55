package dev.pharos.kvstore.listen;

import java.util.Optional;

/** What a listener speaks: one of the two, or both on the same port. */
public record Protocols(Optional<GrpcSide> grpc, Optional<HttpPipeline> http) {
    public Protocols {
        if (grpc.isEmpty() && http.isEmpty()) {
            throw new IllegalArgumentException("a listener needs a protocol");
        }
    }

    public static Protocols both(GrpcSide grpc, HttpPipeline http) {
        return new Protocols(Optional.of(grpc), Optional.of(http));
    }

    public static Protocols grpcOnly(GrpcSide grpc) {
        return new Protocols(Optional.of(grpc), Optional.empty());
    }

    public static Protocols httpOnly(HttpPipeline http) {
        return new Protocols(Optional.empty(), Optional.of(http));
    }
}
