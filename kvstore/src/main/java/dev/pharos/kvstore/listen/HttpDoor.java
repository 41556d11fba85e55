package dev.pharos.kvstore.listen;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;

/** An address that serves HTTP/1.1 alone. */
final class HttpDoor implements Door {
    private final Channel server;
    private final HttpChannels channels;

    private HttpDoor(Channel server, HttpChannels channels) {
        this.server = server;
        this.channels = channels;
    }

    static HttpDoor open(ListenAddress address, ListenOptions options, HttpPipeline http, EventLoops loops) {
        HttpChannels channels = new HttpChannels(http);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannelType(address))
                .option(ChannelOption.SO_BACKLOG, GrpcDoor.BACKLOG)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.admit(channel);
                    }
                });
        loops.options(address, options.reuse()).forEach(option -> bootstrap.option(option, true));
        ChannelFuture bound = bootstrap.bind(EventLoops.socketAddress(address)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw ListenFailure.bind(address, bound.cause());
        }
        return new HttpDoor(bound.channel(), channels);
    }

    @Override
    public int port() {
        return server.localAddress() instanceof InetSocketAddress tcp ? tcp.getPort() : -1;
    }

    @Override
    public void refuseNew() {
        server.close().awaitUninterruptibly();
        channels.closeThroughHandlers();
    }

    @Override
    public boolean awaitEmpty(Duration time) throws InterruptedException {
        return channels.awaitEmpty(time);
    }

    @Override
    public void cut() {
        channels.closePastHandlers();
    }
}
