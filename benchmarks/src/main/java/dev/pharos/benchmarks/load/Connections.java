package dev.pharos.benchmarks.load;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * TCP connections to one server, all on one event loop, which also runs the callbacks: a second thread would
 * only take the server's core. Safe for any thread.
 */
public final class Connections implements AutoCloseable {
    private static final int CONNECT_SECONDS = 20;
    private static final int WINDOW_BYTES = 1 << 20;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final List<ManagedChannel> channels = new ArrayList<>();

    /** Returns when all connections are there. */
    public Connections(Endpoint endpoint, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            channels.add(NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
                    .usePlaintext()
                    .eventLoopGroup(loop)
                    .channelType(EpollSocketChannel.class)
                    .directExecutor()
                    .disableRetry()
                    .flowControlWindow(WINDOW_BYTES)
                    .maxInboundMessageSize(Integer.MAX_VALUE)
                    .build());
        }
        channels.forEach(channel -> channel.getState(true));
        try {
            awaitReady();
        } catch (LoadFailure | InterruptedException failure) {
            close();
            throw failure;
        }
    }

    /** A request that waits for its connection would be counted as slow. */
    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CONNECT_SECONDS);
        for (ManagedChannel channel : channels) {
            while (channel.getState(true) != ConnectivityState.READY) {
                if (System.nanoTime() - deadline > 0) {
                    throw new LoadFailure("no connection within " + CONNECT_SECONDS + " s", null);
                }
                Thread.sleep(1);
            }
        }
    }

    public int count() {
        return channels.size();
    }

    /** A new call on the connection of that number, counted round and round. */
    public ClientCall<byte[], byte[]> call(int number, MethodDescriptor<byte[], byte[]> method) {
        return channels.get(Math.floorMod(number, channels.size())).newCall(method, CallOptions.DEFAULT);
    }

    /** One call on the first connection, awaited. */
    public byte[] ask(MethodDescriptor<byte[], byte[]> method, byte[] request, long timeoutSeconds)
            throws InterruptedException {
        return ask(method, request, Duration.ofSeconds(timeoutSeconds));
    }

    /** One call on the first connection, awaited. */
    public byte[] ask(MethodDescriptor<byte[], byte[]> method, byte[] request, Duration timeout)
            throws InterruptedException {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = call(0, method);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(byte[] message) {
                        answer.complete(message);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        answer.completeExceptionally(status.asRuntimeException());
                    }
                },
                new Metadata());
        call.request(1);
        call.sendMessage(request);
        call.halfClose();
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            call.cancel("given up", failure);
            throw new LoadFailure(method.getFullMethodName() + " was not answered", failure);
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
