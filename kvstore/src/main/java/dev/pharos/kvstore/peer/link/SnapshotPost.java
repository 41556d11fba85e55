package dev.pharos.kvstore.peer.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts one snapshot, as fast as the other member takes it and within the rate that is allowed. Owned by a
 * thread that may wait; the event loop of the connection only wakes it.
 */
// What cannot be written shows as the end of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
public final class SnapshotPost extends OutputStream {
    private static final String PATH = "/raft/snapshot";
    private static final int PIECE_BYTES = 64 * 1024;
    private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final LinkParts parts;
    private final Channel channel;
    private final Answer answer;
    private final long begunNanos = System.nanoTime();
    private long bytes;

    private SnapshotPost(LinkParts parts, Channel channel, Answer answer) {
        this.parts = parts;
        this.channel = channel;
        this.answer = answer;
    }

    /** Connects and sends the head of the request. */
    public static SnapshotPost open(LinkParts parts, PeerUrl url) throws IOException {
        Answer answer = new Answer();
        ChannelFuture connecting =
                parts.dialler().connect(url, parts.dialler().nextLoop(), Duration.ZERO, answer.reader());
        try {
            connecting.await();
        } catch (InterruptedException stopped) {
            connecting.cancel(false);
            connecting.channel().close();
            throw interrupted();
        }
        if (!connecting.isSuccess()) {
            throw new IOException(Reply.reasonOf(connecting.cause()), connecting.cause());
        }
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, PATH);
        parts.self().introduce(request.headers());
        request.headers()
                .set(HttpHeaderNames.HOST, url.authority())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream")
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        connecting.channel().writeAndFlush(request);
        return new SnapshotPost(parts, connecting.channel(), answer);
    }

    public long bytes() {
        return bytes;
    }

    /** Sends what stands in front of the body. */
    public void head(ByteBuf head) throws IOException {
        send(head);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
        int sent = 0;
        while (sent < length) {
            int piece = Math.min(PIECE_BYTES, length - sent);
            send(Unpooled.copiedBuffer(source, from + sent, piece));
            sent += piece;
        }
    }

    private void send(ByteBuf piece) throws IOException {
        try {
            rest();
            answer.awaitRoom(channel, parts.options().readTimeout().toNanos());
        } catch (InterruptedException stopped) {
            piece.release();
            throw interrupted();
        } catch (IOException refused) {
            piece.release();
            throw refused;
        }
        bytes += piece.readableBytes();
        channel.writeAndFlush(new DefaultHttpContent(piece));
    }

    /** Lets the clock catch up with the allowed rate. */
    private void rest() throws InterruptedException {
        double allowedNanos = bytes * 1e9 / parts.options().snapshotBytesPerSecond();
        long ahead = (long) allowedNanos - (System.nanoTime() - begunNanos);
        if (ahead > 0) {
            TimeUnit.NANOSECONDS.sleep(Math.min(ahead, LONGEST_REST_NANOS));
        }
    }

    /** Ends the body and waits until the other member says that it has all of it. */
    public void finish() throws IOException {
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        try {
            Reply reply = answer.await(parts.options().snapshotTimeout().toNanos());
            if (reply.status() != 204) {
                throw new IOException(reply.reason());
            }
        } catch (InterruptedException stopped) {
            throw interrupted();
        }
    }

    /** Cuts the connection; a body that was not ended is none. */
    @Override
    public void close() {
        channel.close();
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("the network is closing");
    }

    /** What the event loop tells the thread that waits. Thread-safe. */
    private static final class Answer {
        private @Nullable Reply reply;

        ReplyReader reader() {
            return new ReplyReader(this::answered) {
                @Override
                public void channelWritabilityChanged(ChannelHandlerContext ctx) {
                    wake();
                }
            };
        }

        private synchronized void answered(Reply ended) {
            reply = ended;
            notifyAll();
        }

        private synchronized void wake() {
            notifyAll();
        }

        synchronized void awaitRoom(Channel channel, long patienceNanos) throws InterruptedException, IOException {
            long deadline = System.nanoTime() + patienceNanos;
            while (reply == null && !channel.isWritable()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IOException("the other side takes nothing any more");
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            if (reply != null) {
                throw new IOException(reply.reason());
            }
        }

        synchronized Reply await(long patienceNanos) throws InterruptedException {
            long deadline = System.nanoTime() + patienceNanos;
            while (reply == null) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return Reply.none("it did not answer in time");
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return reply;
        }
    }
}
