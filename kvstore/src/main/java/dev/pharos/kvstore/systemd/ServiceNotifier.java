package dev.pharos.kvstore.systemd;

import dev.pharos.kvstore.logging.ServerLog;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The protocol of {@code sd_notify}: datagrams to the socket that {@code NOTIFY_SOCKET} names. Without
 * that variable nothing is sent, and a failure is no more than a line in the log: a server that works is
 * worth more than its supervisor's opinion.
 */
public final class ServiceNotifier {
    private static final long PATIENCE_MILLIS = 2000;

    private final String socket;
    private final ServerLog log;

    private ServiceNotifier(String socket, ServerLog log) {
        this.socket = socket;
        this.log = log;
    }

    public static ServiceNotifier from(Map<String, String> environment, ServerLog log) {
        return new ServiceNotifier(environment.getOrDefault("NOTIFY_SOCKET", ""), log);
    }

    /** The service works. Call once, when clients can be served. */
    public void ready() {
        log.info("notifying init daemon").write();
        if (send("READY=1")) {
            log.info("successfully notified init daemon").write();
        }
    }

    /** The service is about to end. */
    public void stopping() {
        send("STOPPING=1");
    }

    private boolean send(String state) {
        if (socket.isEmpty()) {
            return true;
        }
        try {
            deliver(state);
            return true;
        } catch (IOException e) {
            log.warn("failed to notify the init daemon")
                    .with("socket", socket)
                    .with("state", state)
                    .with(e)
                    .write();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void deliver(String state) throws IOException, InterruptedException {
        if (!socket.startsWith("/") && !socket.startsWith("@")) {
            throw new IOException("not the address of a Unix domain socket");
        }
        if (!Epoll.isAvailable()) {
            throw new IOException("no Unix domain sockets on this platform", Epoll.unavailabilityCause());
        }
        // A name in the abstract space begins with a null byte, which the variable writes as @.
        String path = socket.startsWith("@") ? "\0" + socket.substring(1) : socket;
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try {
            Channel channel = await(new Bootstrap()
                    .group(group)
                    .channel(EpollDomainDatagramChannel.class)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(new DomainSocketAddress(path)));
            await(channel.writeAndFlush(Unpooled.copiedBuffer(state, StandardCharsets.UTF_8)));
            await(channel.close());
        } finally {
            stop(group);
        }
    }

    // The group's threads end by themselves, and nobody needs to know when.
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void stop(EventLoopGroup group) {
        group.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Channel await(ChannelFuture future) throws IOException, InterruptedException {
        if (!future.await(PATIENCE_MILLIS)) {
            throw new IOException("no answer in time");
        }
        if (!future.isSuccess()) {
            throw new IOException(String.valueOf(future.cause().getMessage()), future.cause());
        }
        return future.channel();
    }
}
