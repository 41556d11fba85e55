package dev.pharos.kvstore.server;

import dev.pharos.kvstore.listen.GrpcSide;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.util.UUID;

/** The services once more, for callers in this process: the JSON gateway calls them as every client does. */
final class InsideChannel implements AutoCloseable {
    private final Server server;
    private final ManagedChannel channel;

    private InsideChannel(Server server, ManagedChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    static InsideChannel open(GrpcSide grpc) {
        String name = UUID.randomUUID().toString();
        InProcessServerBuilder builder =
                InProcessServerBuilder.forName(name).directExecutor().maxInboundMetadataSize(Integer.MAX_VALUE);
        grpc.tracers().forEach(builder::addStreamTracerFactory);
        grpc.services()
                .forEach(service ->
                        builder.addService(ServerInterceptors.interceptForward(service, grpc.interceptors())));
        try {
            Server server = builder.build().start();
            ManagedChannel channel = InProcessChannelBuilder.forName(name)
                    .directExecutor()
                    .maxInboundMessageSize(Integer.MAX_VALUE)
                    .build();
            return new InsideChannel(server, channel);
        } catch (IOException unexpected) {
            throw new StartFailure("the services cannot be reached from inside", unexpected);
        }
    }

    Channel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
