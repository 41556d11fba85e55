package dev.pharos.kvstore.server;

import dev.pharos.kvstore.http.exchange.HttpConnection;
import dev.pharos.kvstore.http.gateway.Gateway;
import dev.pharos.kvstore.listen.GrpcSide;
import dev.pharos.kvstore.listen.Protocols;
import dev.pharos.kvstore.metrics.Detail;
import dev.pharos.kvstore.metrics.ServerMetrics;
import dev.pharos.kvstore.rpc.CallerCheck;
import dev.pharos.kvstore.warmup.CannedServices;
import dev.pharos.kvstore.warmup.Edge;
import io.grpc.ServerServiceDefinition;
import java.util.List;

/** What clients come in by, as at the front door, with metrics that nobody reads. */
final class RehearsedEdge implements Edge {
    private static final int MESSAGE_BYTES = 1 << 20;

    private final GrpcSide grpc;
    private final InsideChannel inside;

    private RehearsedEdge(GrpcSide grpc, InsideChannel inside) {
        this.grpc = grpc;
        this.inside = inside;
    }

    static Edge open() {
        List<ServerServiceDefinition> services = CannedServices.definitions();
        ServerMetrics unread = new ServerMetrics(Detail.BASIC);
        unread.grpc()
                .track(services.stream()
                        .map(ServerServiceDefinition::getServiceDescriptor)
                        .toList());
        GrpcSide grpc = new GrpcSide(services, List.of(new CallerCheck(() -> true)), List.of(unread.grpc()));
        return new RehearsedEdge(grpc, InsideChannel.open(grpc));
    }

    @Override
    public Protocols protocols() {
        Gateway gateway = new Gateway(inside.channel(), MESSAGE_BYTES);
        return Protocols.both(
                grpc,
                pipeline -> HttpConnection.install(
                        pipeline,
                        exchange -> gateway.begin(exchange, exchange.head().path())));
    }

    @Override
    public void close() {
        inside.close();
    }
}
