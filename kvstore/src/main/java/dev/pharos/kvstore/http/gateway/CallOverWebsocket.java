package dev.pharos.kvstore.http.gateway;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * A call whose requests and replies are the frames of a websocket. Owned by the event loop of the channel.
 *
 * <p>Text frames that come in are read as one sequence of JSON objects, whatever their borders; each object
 * that goes out is one text frame. The end of the call closes the websocket, and the other way round.
 */
// What cannot be written shows as the end of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class CallOverWebsocket extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final GatewayCall.Setting setting;
    private final MethodDescriptor<Message, Message> method;
    private final Metadata headers;
    private @Nullable GatewayCall call;

    CallOverWebsocket(GatewayCall.Setting setting, MethodDescriptor<Message, Message> method, Metadata headers) {
        this.setting = setting;
        this.method = method;
        this.headers = headers;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        boolean stream = !method.getType().serverSendsOneMessage();
        call = GatewayCall.open(
                setting,
                method,
                headers,
                new FrameReply(ctx, stream),
                () -> ctx.channel().config().setAutoRead(true));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            ctx.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
        } else if (frame instanceof CloseWebSocketFrame) {
            cancel();
            ctx.writeAndFlush(frame.retain()).addListener(ChannelFutureListener.CLOSE);
        } else if (frame instanceof TextWebSocketFrame
                || frame instanceof BinaryWebSocketFrame
                || frame instanceof ContinuationWebSocketFrame) {
            feed(ctx, frame.content());
        }
    }

    private void feed(ChannelHandlerContext ctx, ByteBuf bytes) {
        if (call == null) {
            return;
        }
        call.feed(bytes);
        int waiting = call.waitingBytes();
        if (waiting > setting.maxTextBytes()) {
            call.refuse(GatewayCall.tooLarge(waiting, setting.maxMessageBytes()));
        } else if (waiting > 0 && !call.takesOne() && !call.isReady()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    private void cancel() {
        if (call != null) {
            call.cancel();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (call != null) {
            call.writable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancel();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    /** The outcome of the call as frames. */
    private record FrameReply(ChannelHandlerContext ctx, boolean stream) implements Reply {
        @Override
        public void message(Message message) {
            send(stream ? Replies.result(message) : Replies.message(message));
        }

        @Override
        public void refused(Status status) {
            send(Replies.error(status));
            close();
        }

        @Override
        public void closed(Status status) {
            if (!status.isOk()) {
                send(stream ? Replies.streamError(status) : Replies.error(status));
            }
            close();
        }

        private void close() {
            ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                    .addListener(ChannelFutureListener.CLOSE);
        }

        private void send(ByteBuf text) {
            ctx.writeAndFlush(new TextWebSocketFrame(text));
        }

        @Override
        public boolean isWritable() {
            return ctx.channel().isWritable();
        }
    }
}
