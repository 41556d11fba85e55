package dev.pharos.kvstore.peer.link;

import dev.pharos.kvstore.listen.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Opens connections that speak HTTP. Thread-safe. */
public final class Dialler implements AutoCloseable {
    private static final int MAX_PIECE_BYTES = 64 * 1024;
    private static final int MAX_LOOKUPS = 64;

    private final EventLoops loops;
    private final Duration dialTimeout;
    private final ThreadPoolExecutor lookups;
    private final NameLookup names;

    public Dialler(EventLoops loops, Duration dialTimeout) {
        this.loops = loops;
        this.dialTimeout = dialTimeout;
        this.lookups =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_LOOKUPS), task -> {
                    Thread thread = new Thread(task, "peer-names");
                    thread.setDaemon(true);
                    return thread;
                });
        lookups.allowCoreThreadTimeOut(true);
        this.names = new NameLookup(lookups);
    }

    EventLoop nextLoop() {
        return loops.group().next();
    }

    /**
     * Connects; the handler comes last.
     *
     * @param patience how long the other side may be silent; zero for any time
     */
    ChannelFuture connect(PeerUrl url, EventLoop loop, Duration patience, ChannelHandler handler) {
        return new Bootstrap()
                .group(loop)
                .channel(loops.clientChannelType())
                .resolver(names)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) dialTimeout.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new ReadTimeoutHandler(patience.toNanos(), TimeUnit.NANOSECONDS),
                                        new HttpRequestEncoder(),
                                        new HttpResponseDecoder(
                                                new HttpDecoderConfig().setMaxChunkSize(MAX_PIECE_BYTES)),
                                        handler);
                    }
                })
                .connect(InetSocketAddress.createUnresolved(url.host(), url.port()));
    }

    @Override
    public void close() {
        lookups.shutdownNow();
        names.close();
    }
}
