package dev.pharos.kvstore.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The HTTP/1.1 connections of one address. Thread-safe. */
// That a channel has closed shows in the group.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpChannels {
    private final HttpPipeline http;

    /** Stays closed: who is admitted while the listener stops is closed at once. */
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    HttpChannels(HttpPipeline http) {
        this.http = http;
    }

    /**
     * A client that has said all may close its side and still read the answer, so the handlers learn of it by an
     * event and the channel stays open.
     */
    void admit(Channel channel) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        http.install(channel.pipeline());
        open.add(channel);
    }

    void closeThroughHandlers() {
        open.close();
    }

    void closePastHandlers() {
        for (Channel channel : open) {
            ChannelHandlerContext first = channel.pipeline().firstContext();
            if (first == null) {
                channel.close();
            } else {
                first.close();
            }
        }
    }

    boolean awaitEmpty(Duration time) throws InterruptedException {
        return open.newCloseFuture().await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
