package dev.pharos.kvstore.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the many small buffers of HTTP/2 frames into one until the next flush: the kernel takes one buffer of a few
 * kilobytes far more cheaply than a vector of hundreds of tiny ones, and so does Netty's queue. Owned by the event
 * loop of the connection.
 */
final class GatheredWrites extends ChannelOutboundHandlerAdapter {
    private static final int SMALL_BYTES = 1024;
    private static final int GATHERED_BYTES = 16 * 1024;

    private @Nullable ByteBuf gathered;
    private List<ChannelPromise> promises = new ArrayList<>();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf small) || small.readableBytes() > SMALL_BYTES) {
            passOn(ctx);
            ChannelFuture unused = ctx.write(message, promise);
            return;
        }
        ByteBuf target = gathered;
        if (target != null && target.writableBytes() < small.readableBytes()) {
            passOn(ctx);
            target = null;
        }
        if (target == null) {
            target = ctx.alloc().directBuffer(GATHERED_BYTES, GATHERED_BYTES);
            gathered = target;
        }
        target.writeBytes(small);
        small.release();
        if (!promise.isVoid()) {
            promises.add(promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        passOn(ctx);
        ctx.flush();
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        passOn(ctx);
        ChannelFuture unused = ctx.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        passOn(ctx);
    }

    private void passOn(ChannelHandlerContext ctx) {
        ByteBuf whole = gathered;
        if (whole == null) {
            return;
        }
        gathered = null;
        List<ChannelPromise> waiting = promises;
        promises = new ArrayList<>(waiting.size());
        ctx.write(whole).addListener(written -> {
            if (written.isSuccess()) {
                waiting.forEach(ChannelPromise::trySuccess);
            } else {
                waiting.forEach(promise -> promise.tryFailure(written.cause()));
            }
        });
    }
}
