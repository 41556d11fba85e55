package dev.pharos.kvstore.peer.link;

import dev.pharos.kvstore.peer.frame.FrameReader;
import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link DialledStream}. Owned by its event loop. */
// What cannot be written shows as the end of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class IncomingStream extends SimpleChannelInboundHandler<HttpObject> {
    private static final int MAX_REFUSAL_CHARS = 4096;

    private final DialledStream stream;
    private final PeerUrl url;
    private final FrameReader reader;
    private final StringBuilder refusal = new StringBuilder();
    private @Nullable String fault;
    private int status;

    IncomingStream(DialledStream stream, PeerUrl url) {
        this.stream = stream;
        this.url = url;
        this.reader =
                stream.kind().reader(stream.member(), stream.parts().self().id(), this::deliver);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!stream.connected(ctx.channel())) {
            ctx.close();
            return;
        }
        LocalMember self = stream.parts().self();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.GET, stream.kind().path(self.id()));
        request.headers().set(HttpHeaderNames.HOST, url.authority());
        self.introduce(request.headers());
        request.headers().set(LocalMember.TO, Long.toHexString(stream.member()));
        ctx.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            exceptionCaught(ctx, part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpResponse response) {
            status = response.status().code();
            if (status == 200) {
                stream.opened();
            }
        }
        if (part instanceof HttpContent content) {
            read(content.content());
        }
        if (part instanceof LastHttpContent) {
            ctx.close();
        }
    }

    private void read(ByteBuf bytes) {
        if (status == 200) {
            stream.parts().events().received(stream.member(), bytes.readableBytes());
            reader.feed(bytes);
        } else if (refusal.length() < MAX_REFUSAL_CHARS) {
            refusal.append(bytes.toString(StandardCharsets.UTF_8));
        }
    }

    private void deliver(Message message) {
        if (message instanceof InstallSnapshot) {
            throw new MalformedRecord("a snapshot came without its body");
        }
        stream.parts().reception().receive(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fault = Reply.reasonOf(cause);
        if (cause instanceof MalformedRecord) {
            stream.parts().events().receiveFailed(Long.toHexString(stream.member()), fault);
        }
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (status == 0) {
            stream.unanswered(url, fault == null ? "the connection was closed before the answer" : fault);
        } else if (status != 200) {
            stream.refused(url, status, refusal.toString().strip());
        } else if (fault == null) {
            stream.ended();
        } else {
            stream.broke(fault);
        }
    }
}
