package dev.pharos.kvstore.http.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * One request and the way to its answer. Owned by the event loop of the connection; {@link #answer} may be
 * called on any thread.
 */
// What cannot be written shows as the end of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Exchange {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    // Netty's own constants are in lower case, which scripts that look for headers do not expect.
    private static final String CONNECTION = "Connection";

    /** What the connection does for the exchange under way. */
    interface Connection {
        /** The answer has ended. */
        void answered();

        /** The body is wanted slower, or no longer so. */
        void readingChanged();

        void handOver(Upgrade upgrade, HttpRequest request);
    }

    private final ChannelHandlerContext ctx;
    private final HttpRequest request;
    private final RequestHead head;
    private final Connection connection;
    private final Map<String, String> commonHeaders = new LinkedHashMap<>();
    private BodyReader reader = BodyReader.IGNORING;
    private boolean keepAlive;
    private boolean bodyRead;
    private boolean begun;
    private boolean over;
    private boolean goneTold;
    private boolean bodyPaused;
    private long discardedBytes;

    Exchange(ChannelHandlerContext ctx, HttpRequest request, Connection connection) {
        this.ctx = ctx;
        this.request = request;
        this.head = RequestHead.of(request);
        this.connection = connection;
        this.keepAlive = HttpUtil.isKeepAlive(request);
    }

    public RequestHead head() {
        return head;
    }

    /** Runs things on the event loop of the connection. */
    public Executor loop() {
        return ctx.executor();
    }

    /** Adds this header to the answer, whatever it will be. */
    public void addHeader(String name, String value) {
        commonHeaders.put(name, value);
    }

    /** Answers as a whole. On any thread; nothing happens if the client is gone or has its answer. */
    public void answer(Answer answer) {
        if (ctx.executor().inEventLoop()) {
            answerOnLoop(answer);
        } else {
            ctx.executor().execute(() -> answerOnLoop(answer));
        }
    }

    private void answerOnLoop(Answer answer) {
        if (begun || !ctx.channel().isActive()) {
            answer.body().release();
            return;
        }
        HttpResponse response = response(answer.status(), answer.headers());
        response.headers().set("Content-Length", answer.body().readableBytes());
        ctx.write(response);
        if (head.method().equals("HEAD")) {
            answer.body().release();
        } else {
            ctx.write(new DefaultHttpContent(answer.body()));
        }
        begun = true;
        end();
    }

    /** Begins an answer whose length is not known. */
    public void begin(int status, Map<String, String> headers) {
        begun = true;
        HttpResponse response = response(status, headers);
        if (request.protocolVersion().isKeepAliveDefault()) {
            response.headers().set("Transfer-Encoding", "chunked");
        } else {
            keepAlive = false;
            response.headers().set(CONNECTION, "close");
        }
        ctx.writeAndFlush(response);
    }

    public boolean hasBegun() {
        return begun;
    }

    /** Writes a piece, which it takes over. Wait for {@link BodyReader#writable} when {@link #isWritable} says no. */
    public void write(ByteBuf piece) {
        if (over || head.method().equals("HEAD")) {
            piece.release();
        } else {
            ctx.writeAndFlush(new DefaultHttpContent(piece));
        }
    }

    public boolean isWritable() {
        return ctx.channel().isWritable();
    }

    /** Ends an answer that was begun. */
    public void end() {
        if (!over) {
            over = true;
            ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            connection.answered();
        }
    }

    /** Breaks off an answer, so that nobody takes it for whole. */
    public void abort() {
        over = true;
        ctx.close();
    }

    /** No further piece of the body is read until {@link #resumeBody}, but for what has been read already. */
    public void pauseBody() {
        setPaused(true);
    }

    public void resumeBody() {
        setPaused(false);
    }

    private void setPaused(boolean paused) {
        if (bodyPaused != paused) {
            bodyPaused = paused;
            connection.readingChanged();
        }
    }

    /** Hands the connection over to another protocol instead of answering; only after the body has ended. */
    public void upgrade(Upgrade upgrade) {
        over = true;
        begun = true;
        connection.handOver(upgrade, request);
    }

    private HttpResponse response(int status, Map<String, String> headers) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, statusOf(status));
        HttpHeaders all = response.headers();
        commonHeaders.forEach(all::set);
        headers.forEach(all::set);
        all.set("Date", DATE.format(Instant.now()));
        if (!keepAlive) {
            all.set(CONNECTION, "close");
        } else if (!request.protocolVersion().isKeepAliveDefault()) {
            all.set(CONNECTION, "keep-alive");
        }
        return response;
    }

    private static HttpResponseStatus statusOf(int status) {
        return status == 499
                ? new HttpResponseStatus(499, "Client Closed Request")
                : HttpResponseStatus.valueOf(status);
    }

    // The side of the connection.

    void follow(BodyReader with) {
        reader = with;
    }

    BodyReader reader() {
        return reader;
    }

    void bodyEnded() {
        bodyRead = true;
    }

    boolean bodyRead() {
        return bodyRead;
    }

    boolean bodyPaused() {
        return bodyPaused && !over;
    }

    boolean hasBody() {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    }

    boolean answered() {
        return over;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    void closeAfterwards() {
        keepAlive = false;
    }

    long discard(int bytes) {
        discardedBytes += bytes;
        return discardedBytes;
    }

    void tellGone() {
        if (!over && !goneTold) {
            goneTold = true;
            reader.clientGone();
        }
    }
}
