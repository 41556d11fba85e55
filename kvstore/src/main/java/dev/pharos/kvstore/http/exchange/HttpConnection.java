package dev.pharos.kvstore.http.exchange;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection: takes its requests one after the other, each only when the one before has been
 * read and answered. Owned by the event loop of the channel.
 */
// What cannot be written shows as the end of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
public final class HttpConnection extends ChannelDuplexHandler {
    private static final System.Logger LOG = System.getLogger(HttpConnection.class.getName());
    private static final int MAX_LINE_BYTES = 64 * 1024;
    private static final int MAX_HEADER_BYTES = 256 * 1024;
    private static final int MAX_PIECE_BYTES = 64 * 1024;
    private static final int IDLE_SECONDS = 300;

    /** Above this, what a client sends ahead stays in its socket; one read may go over it. */
    private static final int MAX_WAITING = 64;

    /** A body that nobody reads is read on up to here, so that the connection can be used again. */
    private static final int MAX_DISCARDED_BYTES = 256 * 1024;

    /** How long a client may go on sending after its last answer, before it loses it by a reset. */
    private static final int LINGER_MILLIS = 1_000;

    /** A stream may never end, and what the client sent behind it hides whether the client is still there. */
    private static final int LAST_ANSWERS_MILLIS = 5_000;

    private final RequestHandler handler;
    private final Deque<HttpObject> waiting = new ArrayDeque<>();
    private @Nullable Exchange exchange;
    private boolean advancing;
    private boolean inputEnded;
    private boolean closing;
    private boolean lingering;

    private HttpConnection(RequestHandler handler) {
        this.handler = handler;
    }

    /** Installs a server for this handler at the end of a pipeline. */
    public static void install(ChannelPipeline pipeline, RequestHandler handler) {
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxChunkSize(MAX_PIECE_BYTES);
        pipeline.addLast(
                new IdleStateHandler(IDLE_SECONDS, 0, 0),
                new HttpRequestDecoder(limits),
                new HttpResponseEncoder(),
                new HttpConnection(handler));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!lingering && message instanceof HttpObject part) {
            waiting.add(part);
            advance(ctx);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    /** Goes on with what has been read, as far as the exchange under way allows. */
    private void advance(ChannelHandlerContext ctx) {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            while (!lingering && step(ctx)) {
                // Each step takes one thing.
            }
        } finally {
            advancing = false;
        }
        if (inputEnded && waiting.isEmpty() && exchange != null) {
            exchange.tellGone();
        }
        regulateReading(ctx);
    }

    private boolean step(ChannelHandlerContext ctx) {
        if (exchange != null && mayFinish(exchange)) {
            finish(ctx, exchange);
            return true;
        }
        if (exchange != null && exchange.bodyRead()) {
            return false;
        }
        if (exchange == null && closing) {
            return false;
        }
        HttpObject next = waiting.poll();
        if (next == null) {
            if (exchange == null && inputEnded) {
                closeAfterWrites(ctx);
            }
            return false;
        }
        try {
            take(ctx, next);
        } finally {
            ReferenceCountUtil.release(next);
        }
        return true;
    }

    /** Without a body the end of the request comes in any case, with its head. */
    private static boolean mayFinish(Exchange under) {
        return under.answered() && (under.bodyRead() || (!under.keepAlive() && under.hasBody()));
    }

    private void finish(ChannelHandlerContext ctx, Exchange finished) {
        exchange = null;
        if (!finished.bodyRead()) {
            linger(ctx);
        } else if (!finished.keepAlive() || closing) {
            closeAfterWrites(ctx);
        }
    }

    private void closeAfterWrites(ChannelHandlerContext ctx) {
        closing = true;
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void take(ChannelHandlerContext ctx, HttpObject next) {
        if (next.decoderResult().isFailure()) {
            refuseMalformed(ctx, next.decoderResult().cause());
        } else if (next instanceof HttpRequest request) {
            begin(ctx, request);
        } else if (next instanceof HttpContent content && exchange != null) {
            takeBody(exchange, content);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        if (!request.headers().contains(HttpHeaderNames.HOST)
                && request.protocolVersion().isKeepAliveDefault()) {
            refuse(ctx, "400 Bad Request: missing required Host header");
            return;
        }
        Exchange begun = new Exchange(ctx, request, new Turn(ctx));
        exchange = begun;
        if (closing) {
            begun.closeAfterwards();
        }
        guarded(begun, () -> begun.follow(handler.begin(begun)));
        if (HttpUtil.is100ContinueExpected(request)) {
            if (begun.answered()) {
                // The client may or may not send the body now; nobody can tell what comes next.
                begun.closeAfterwards();
            } else {
                ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            }
        }
    }

    /** A fault in answering one request must not cost the others on the connection. */
    private static void guarded(Exchange under, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.ERROR, "the handler of a request failed", broken);
            if (under.hasBegun()) {
                under.abort();
            } else {
                under.answer(Answer.refusal(500, "500 Internal Server Error"));
            }
        }
    }

    private static void takeBody(Exchange reading, HttpContent content) {
        if (content.content().isReadable()) {
            if (!reading.answered()) {
                guarded(reading, () -> reading.reader().piece(content.content()));
            } else if (reading.discard(content.content().readableBytes()) > MAX_DISCARDED_BYTES) {
                reading.closeAfterwards();
            }
        }
        if (content instanceof LastHttpContent) {
            reading.bodyEnded();
            if (!reading.answered()) {
                guarded(reading, () -> reading.reader().end());
            }
        }
    }

    private void refuseMalformed(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof TooLongHttpHeaderException) {
            refuse(ctx, "431 Request Header Fields Too Large");
        } else if (cause instanceof TooLongHttpLineException) {
            refuse(ctx, "414 Request-URI Too Long");
        } else {
            refuse(ctx, "400 Bad Request");
        }
    }

    /** Nothing sensible can follow, so the connection ends with this. */
    private void refuse(ChannelHandlerContext ctx, String text) {
        Exchange broken = exchange;
        exchange = null;
        if (broken != null) {
            broken.tellGone();
        }
        if (broken == null || !broken.hasBegun()) {
            ctx.write(refusal(text));
        }
        linger(ctx);
    }

    private static DefaultFullHttpResponse refusal(String text) {
        int status = Integer.parseInt(text.substring(0, 3));
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        response.headers()
                .set("Content-Type", Answer.TEXT)
                .set("Connection", "close")
                .set("Content-Length", response.content().readableBytes());
        return response;
    }

    /** Sends what is written and reads on for a moment: a client that is still sending would lose its answer. */
    private void linger(ChannelHandlerContext ctx) {
        lingering = true;
        dropWaiting();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> ((DuplexChannel) ctx.channel()).shutdownOutput());
        ctx.executor().schedule((Runnable) ctx::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void dropWaiting() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private void regulateReading(ChannelHandlerContext ctx) {
        boolean paused = exchange != null && exchange.bodyPaused();
        ctx.channel().config().setAutoRead(lingering || (waiting.size() < MAX_WAITING && !paused));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            endOfInput(ctx);
        } else if (event instanceof IdleStateEvent && isIdle()) {
            ctx.close();
        }
    }

    private void endOfInput(ChannelHandlerContext ctx) {
        if (lingering) {
            ctx.close();
            return;
        }
        advance(ctx);
        if (exchange != null && !exchange.bodyRead() && waiting.isEmpty()) {
            // The rest of the body will never come.
            exchange.tellGone();
            ctx.close();
        } else if (!waiting.isEmpty()) {
            ctx.executor().schedule((Runnable) ctx::close, LAST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isIdle() {
        return exchange == null || (!exchange.bodyRead() && !exchange.hasBegun());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null && !exchange.answered() && ctx.channel().isWritable()) {
            exchange.reader().writable();
        }
    }

    /** The listener stops: an answer under way is finished first. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        closing = true;
        if (exchange == null) {
            ctx.close(promise);
        } else {
            exchange.closeAfterwards();
            ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lingering = true;
        dropWaiting();
        if (exchange != null) {
            exchange.tellGone();
            exchange = null;
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        dropWaiting();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "an HTTP connection broke", cause);
        ctx.close();
    }

    /** What the exchange under way may ask for. */
    private final class Turn implements Exchange.Connection {
        private final ChannelHandlerContext ctx;

        Turn(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public void answered() {
            advance(ctx);
        }

        @Override
        public void readingChanged() {
            regulateReading(ctx);
        }

        @Override
        public void handOver(Upgrade upgrade, HttpRequest head) {
            exchange = null;
            lingering = true;
            dropWaiting();
            upgrade.takeOver(
                    ctx,
                    new DefaultFullHttpRequest(
                            head.protocolVersion(),
                            head.method(),
                            head.uri(),
                            Unpooled.EMPTY_BUFFER,
                            head.headers(),
                            new DefaultHttpHeaders()));
            ctx.channel().config().setAutoRead(true);
            ctx.pipeline().remove(HttpConnection.this);
        }
    }
}
