package dev.pharos.kvstore.peer.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads one short answer and closes the connection. Owned by its event loop. */
// A connection that does not close well is closed all the same.
@SuppressWarnings("FutureReturnValueIgnored")
class ReplyReader extends SimpleChannelInboundHandler<HttpObject> {
    private static final int MAX_TEXT_BYTES = 64 * 1024;

    private final Consumer<Reply> done;
    private final StringBuilder text = new StringBuilder();
    private String reason = "the connection was closed before the answer";
    private long begunNanos;
    private int status;
    private boolean over;

    /**
     * Reads the next answer.
     *
     * @param done called once, on the event loop
     */
    ReplyReader(Consumer<Reply> done) {
        this.done = done;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begunNanos = System.nanoTime();
        connected(ctx);
    }

    void connected(ChannelHandlerContext ctx) {}

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            exceptionCaught(ctx, part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpResponse response) {
            status = response.status().code();
        }
        if (part instanceof HttpContent content && status != HttpResponseStatus.CONTINUE.code()) {
            keep(content.content());
        }
        if (part instanceof LastHttpContent && status != HttpResponseStatus.CONTINUE.code()) {
            end(new Reply(status, text.toString(), Duration.ofNanos(System.nanoTime() - begunNanos)));
            ctx.close();
        }
    }

    private void keep(ByteBuf bytes) {
        int room = MAX_TEXT_BYTES - text.length();
        text.append(bytes.toString(bytes.readerIndex(), Math.min(room, bytes.readableBytes()), StandardCharsets.UTF_8));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        reason = Reply.reasonOf(cause);
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(Reply.none(reason));
    }

    private void end(Reply reply) {
        if (!over) {
            over = true;
            done.accept(reply);
        }
    }
}
