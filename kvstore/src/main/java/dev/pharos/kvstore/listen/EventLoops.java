package dev.pharos.kvstore.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The event loops of a server, shared by all its listeners: native ones where the platform has them. */
public final class EventLoops implements AutoCloseable {
    private static final long CLOSE_MILLIS = 2_000;

    private final EventLoopGroup group;
    private final boolean nativeLoops;

    /** Empty on threads that are none of these loops. */
    private final ThreadLocal<Optional<LoopTurn>> turn = ThreadLocal.withInitial(this::turnOfThisThread);

    private EventLoops(EventLoopGroup group, boolean nativeLoops) {
        this.group = group;
        this.nativeLoops = nativeLoops;
    }

    /**
     * Starts the threads.
     *
     * @param name the beginning of their names
     */
    public static EventLoops start(int threads, String name) {
        boolean nativeLoops = Epoll.isAvailable();
        return new EventLoops(
                new MultiThreadIoEventLoopGroup(
                        threads,
                        new DefaultThreadFactory(name, true),
                        nativeLoops ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()),
                nativeLoops);
    }

    public EventLoopGroup group() {
        return group;
    }

    /**
     * Lets the loop whose thread calls run the task when it has handled the input that it found: once,
     * however often it is given meanwhile. False, and never, on any other thread.
     */
    public boolean atEndOfTurn(Runnable task) {
        Optional<LoopTurn> here = turn.get();
        here.ifPresent(loop -> loop.atEnd(task));
        return here.isPresent();
    }

    private Optional<LoopTurn> turnOfThisThread() {
        for (EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                return Optional.of(new LoopTurn(loop));
            }
        }
        return Optional.empty();
    }

    /** The kind of channel for a connection that the server itself opens on these loops. */
    public Class<? extends Channel> clientChannelType() {
        return nativeLoops ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    Class<? extends ServerChannel> serverChannelType(ListenAddress address) {
        if (address instanceof ListenAddress.Tcp) {
            return nativeLoops ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        }
        if (!nativeLoops) {
            throw ListenFailure.unsupported(address);
        }
        return EpollServerDomainSocketChannel.class;
    }

    /** Whether several sockets can listen on one port. */
    public boolean canSharePorts() {
        return nativeLoops || canSharePortsOfJdk();
    }

    private static boolean canSharePortsOfJdk() {
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            return probe.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
        } catch (IOException noSockets) {
            // Whoever listens will hear why.
            return false;
        }
    }

    /** What to set on a listening socket. */
    List<ChannelOption<Boolean>> options(ListenAddress address, Set<SocketReuse> reuse) {
        List<ChannelOption<Boolean>> options = new ArrayList<>();
        if (address instanceof ListenAddress.Tcp && reuse.contains(SocketReuse.ADDRESS)) {
            options.add(ChannelOption.SO_REUSEADDR);
        }
        if (address instanceof ListenAddress.Tcp && reuse.contains(SocketReuse.PORT) && canSharePorts()) {
            options.add(
                    nativeLoops
                            ? UnixChannelOption.SO_REUSEPORT
                            : NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT));
        }
        return options;
    }

    static SocketAddress socketAddress(ListenAddress address) {
        if (address instanceof ListenAddress.Tcp tcp) {
            InetSocketAddress resolved = tcp.host().isEmpty()
                    ? new InetSocketAddress(tcp.port())
                    : new InetSocketAddress(tcp.host(), tcp.port());
            if (resolved.isUnresolved()) {
                throw ListenFailure.unknownHost(tcp);
            }
            return resolved;
        }
        return new DomainSocketAddress(((ListenAddress.Unix) address).path().toFile());
    }

    /** A second call changes nothing. */
    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
    }
}
