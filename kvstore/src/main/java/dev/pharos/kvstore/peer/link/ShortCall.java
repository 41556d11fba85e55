package dev.pharos.kvstore.peer.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.function.Consumer;

/** One request with a short answer, on a connection of its own. */
// What cannot be written shows as the end of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class ShortCall {
    private static final String MESSAGE_PATH = "/raft";
    static final String PROBING_PATH = "/raft/probing";

    private final LinkParts parts;
    private final EventLoop loop;

    ShortCall(LinkParts parts, EventLoop loop) {
        this.parts = parts;
        this.loop = loop;
    }

    /** Asks whether the member is there. */
    void probe(PeerUrl url, Consumer<Reply> done) {
        call(url, request(url, HttpMethod.GET, PROBING_PATH, Unpooled.EMPTY_BUFFER), done);
    }

    /** Posts a message, whose bytes it takes over. */
    void post(PeerUrl url, ByteBuf message, Consumer<Reply> done) {
        FullHttpRequest request = request(url, HttpMethod.POST, MESSAGE_PATH, message);
        request.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/protobuf")
                .set(HttpHeaderNames.CONTENT_LENGTH, message.readableBytes());
        call(url, request, done);
    }

    private FullHttpRequest request(PeerUrl url, HttpMethod method, String path, ByteBuf body) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, path, body);
        request.headers().set(HttpHeaderNames.HOST, url.authority()).set(HttpHeaderNames.CONNECTION, "close");
        parts.self().introduce(request.headers());
        return request;
    }

    private void call(PeerUrl url, FullHttpRequest request, Consumer<Reply> done) {
        ReplyReader reader = new ReplyReader(done) {
            @Override
            void connected(ChannelHandlerContext ctx) {
                ctx.writeAndFlush(request);
            }
        };
        parts.dialler()
                .connect(url, loop, parts.options().readTimeout(), reader)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        request.release();
                        done.accept(Reply.none(Reply.reasonOf(connected.cause())));
                    }
                });
    }
}
