package dev.pharos.kvstore.listen;

import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.InternalWriteBufferingAndExceptionHandlerUtils;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the first bytes which protocol a connection speaks, installs its handlers and steps aside. Owned
 * by the event loop of the connection.
 */
// That the channel has closed shows in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class ProtocolSniffer extends ByteToMessageDecoder {
    private static final Object NEGOTIATION_BEGINS = InternalProtocolNegotiationEvent.getDefault();

    private final Supplier<ChannelHandler> grpc;
    private final HttpChannels http;
    private final Duration timeout;
    private @Nullable ScheduledFuture<?> impatience;

    ProtocolSniffer(Supplier<ChannelHandler> grpc, HttpChannels http, Duration timeout) {
        this.grpc = grpc;
        this.http = http;
        this.timeout = timeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        impatience = ctx.executor().schedule((Runnable) ctx::close, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** gRPC begins its negotiation as soon as the connection is there; it has to wait for the decision. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (!event.equals(NEGOTIATION_BEGINS)) {
            super.userEventTriggered(ctx, event);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
        try {
            int seen = Math.min(in.readableBytes(), preface.readableBytes());
            if (!in.slice(in.readerIndex(), seen).equals(preface.slice(0, seen))) {
                becomeHttp(ctx);
            } else if (seen == preface.readableBytes()) {
                becomeGrpc(ctx);
            }
        } finally {
            preface.release();
        }
    }

    /** A connection that ends undecided is not worth a handler. */
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
    }

    private void becomeGrpc(ChannelHandlerContext ctx) {
        ctx.pipeline().addFirst(new GatheredWrites());
        ctx.pipeline().addAfter(ctx.name(), null, grpc.get());
        ctx.fireUserEventTriggered(NEGOTIATION_BEGINS);
        ctx.pipeline().remove(this);
    }

    private void becomeHttp(ChannelHandlerContext ctx) {
        InternalWriteBufferingAndExceptionHandlerUtils.writeBufferingAndRemove(ctx.channel());
        http.admit(ctx.channel());
        ctx.pipeline().remove(this);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (impatience != null) {
            impatience.cancel(false);
        }
    }
}
