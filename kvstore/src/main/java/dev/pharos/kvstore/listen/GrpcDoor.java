package dev.pharos.kvstore.listen;

import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.InternalNettyServerBuilder;
import io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An address that serves gRPC, and HTTP/1.1 beside it where that is wanted. */
final class GrpcDoor implements Door {
    static final int BACKLOG = 4096;

    /**
     * gRPC itself would refuse a message that is too long in other words than clients expect, so it lets some
     * more pass and {@link CheckedRequests} refuses in the right ones.
     */
    private static final int ROOM_FOR_REFUSAL_BYTES = 16 << 20;

    private final Server server;
    private final Optional<HttpChannels> http;

    private GrpcDoor(Server server, Optional<HttpChannels> http) {
        this.server = server;
        this.http = http;
    }

    static GrpcDoor open(ListenAddress address, ListenOptions options, Protocols protocols, EventLoops loops) {
        Optional<HttpChannels> http = protocols.http().map(HttpChannels::new);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        EventLoops.socketAddress(address), credentials(http, options))
                .channelType(loops.serverChannelType(address))
                .bossEventLoopGroup(loops.group())
                .workerEventLoopGroup(loops.group())
                .withOption(ChannelOption.SO_BACKLOG, BACKLOG)
                .directExecutor()
                // HTTP/1.1 connections never complete gRPC's handshake; the sniffer watches over the rest.
                .handshakeTimeout(Long.MAX_VALUE, TimeUnit.MILLISECONDS)
                .fallbackHandlerRegistry(new UnknownMethods(protocols.grpc().orElseThrow()));
        protocols.grpc().orElseThrow().tracers().forEach(builder::addStreamTracerFactory);
        loops.options(address, options.reuse()).forEach(option -> builder.withOption(option, true));
        limit(builder, options);
        InternalNettyServerBuilder.setStatsEnabled(builder, false);
        InternalNettyServerBuilder.setTracingEnabled(builder, false);
        for (ServerServiceDefinition service : protocols.grpc().orElseThrow().services()) {
            builder.addService(CheckedRequests.of(
                    service, protocols.grpc().orElseThrow().interceptors(), options.maxInboundMessageBytes()));
        }
        try {
            return new GrpcDoor(builder.build().start(), http);
        } catch (IOException refused) {
            throw ListenFailure.bind(address, refused);
        }
    }

    private static ServerCredentials credentials(Optional<HttpChannels> http, ListenOptions options) {
        return InternalNettyServerCredentials.create(
                http.isPresent()
                        ? new SharedPortNegotiator(http.get(), options.undecidedTimeout())
                        : new GatedNegotiator());
    }

    private static void limit(NettyServerBuilder builder, ListenOptions options) {
        KeepAlive rules = options.keepAlive();
        long pingNanos = rules.serverInterval().isZero()
                ? Long.MAX_VALUE
                : rules.serverInterval().toNanos();
        builder.maxInboundMessageSize(Math.addExact(options.maxInboundMessageBytes(), ROOM_FOR_REFUSAL_BYTES))
                .maxInboundMetadataSize(options.maxInboundMetadataBytes())
                .maxConcurrentCallsPerConnection(options.maxConcurrentStreams())
                .flowControlWindow(options.flowControlWindowBytes())
                .keepAliveTime(pingNanos, TimeUnit.NANOSECONDS)
                .keepAliveTimeout(rules.serverTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveTime(rules.minClientInterval().toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveWithoutCalls(rules.idlePings() == KeepAlive.IdlePings.PERMITTED);
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void refuseNew() {
        server.shutdown();
        http.ifPresent(HttpChannels::closeThroughHandlers);
    }

    @Override
    public boolean awaitEmpty(Duration time) throws InterruptedException {
        return server.awaitTermination(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void cut() {
        server.shutdownNow();
        http.ifPresent(HttpChannels::closePastHandlers);
    }
}
