package dev.pharos.kvstore.listen;

import io.grpc.Status;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses HTTP/2 requests that are none of gRPC, with the status, the code and the words of Go's server; gRPC's own
 * refusal has a body and other codes. Owned by the event loop of the connection.
 */
final class RequestGate extends Http2FrameListenerDecorator {
    private static final AsciiString GRPC = AsciiString.of("application/grpc");

    /** gRPC's headers find no other kind of text. */
    private static final AsciiString CONTENT_TYPE = AsciiString.of("content-type");

    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final GrpcHttp2ConnectionHandler grpc;

    private RequestGate(Http2FrameListener admitted, GrpcHttp2ConnectionHandler grpc) {
        super(admitted);
        this.grpc = grpc;
    }

    static void installIn(GrpcHttp2ConnectionHandler grpc) {
        grpc.decoder().frameListener(new RequestGate(grpc.decoder().frameListener(), grpc));
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        if (admits(ctx, streamId, headers, endOfStream)) {
            super.onHeadersRead(ctx, streamId, headers, padding, endOfStream);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        if (admits(ctx, streamId, headers, endOfStream)) {
            super.onHeadersRead(ctx, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
        }
    }

    /** What comes without a method are the trailers of a request that was let in. */
    private boolean admits(ChannelHandlerContext ctx, int streamId, Http2Headers headers, boolean endOfStream) {
        CharSequence method = headers.method();
        if (method == null) {
            return true;
        }
        CharSequence type = headers.get(CONTENT_TYPE);
        if (!isGrpc(type)) {
            String words = "invalid gRPC request content-type " + quoted(type == null ? "" : type);
            refuse(ctx, streamId, head(UNSUPPORTED_MEDIA_TYPE, Status.Code.INVALID_ARGUMENT, words), endOfStream);
            return false;
        }
        if (!AsciiString.contentEquals("POST", method)) {
            String words = "Received a HEADERS frame with :method " + quoted(method) + " which should be POST";
            refuse(ctx, streamId, head(METHOD_NOT_ALLOWED, Status.Code.INTERNAL, words), endOfStream);
            return false;
        }
        return true;
    }

    private static boolean isGrpc(@Nullable CharSequence type) {
        if (type == null || type.length() < GRPC.length()) {
            return false;
        }
        if (AsciiString.contentEquals(GRPC, type)) {
            return true;
        }
        String small = type.toString().toLowerCase(Locale.ROOT);
        return small.startsWith(GRPC.toString())
                && (small.length() == GRPC.length()
                        || small.charAt(GRPC.length()) == '+'
                        || small.charAt(GRPC.length()) == ';');
    }

    private static Http2Headers head(int status, Status.Code code, String message) {
        return new DefaultHttp2Headers()
                .status(Integer.toString(status))
                .set(CONTENT_TYPE, GRPC)
                .set("grpc-status", Integer.toString(code.value()))
                .set("grpc-message", percentEncoded(message));
    }

    /** What the client still wants to send is not waited for. */
    private void refuse(ChannelHandlerContext ctx, int streamId, Http2Headers head, boolean endOfStream) {
        ChannelFuture unusedWrite = grpc.encoder().writeHeaders(ctx, streamId, head, 0, true, ctx.newPromise());
        if (!endOfStream) {
            ChannelFuture unusedReset = grpc.resetStream(ctx, streamId, Http2Error.NO_ERROR.code(), ctx.newPromise());
        }
    }

    private static String quoted(CharSequence text) {
        return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
            if (each >= ' ' && each < 0x7f && each != '%') {
                encoded.append((char) each);
            } else {
                encoded.append("%%%02X".formatted(each));
            }
        }
        return encoded.toString();
    }
}
