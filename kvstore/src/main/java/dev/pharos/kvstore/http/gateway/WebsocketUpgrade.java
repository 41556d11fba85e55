package dev.pharos.kvstore.http.gateway;

import com.google.protobuf.Message;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.RequestHead;
import dev.pharos.kvstore.http.exchange.Upgrade;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.Locale;

/** Turns a connection into a websocket for one call, when the request that asks for it has ended. */
// What cannot be written shows as the end of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class WebsocketUpgrade implements BodyReader, Upgrade {
    /** The only sub-protocol there is: it carries the token. */
    private static final String SUBPROTOCOL = "Bearer";

    private final Exchange exchange;
    private final GatewayCall.Setting setting;
    private final MethodDescriptor<Message, Message> method;

    WebsocketUpgrade(Exchange exchange, GatewayCall.Setting setting, MethodDescriptor<Message, Message> method) {
        this.exchange = exchange;
        this.setting = setting;
        this.method = method;
    }

    static boolean isWanted(RequestHead head) {
        return head.isGet()
                && head.header("Upgrade").filter("websocket"::equalsIgnoreCase).isPresent()
                && head.header("Connection")
                        .filter(listed -> listed.toLowerCase(Locale.ROOT).contains("upgrade"))
                        .isPresent();
    }

    @Override
    public void end() {
        exchange.upgrade(this);
    }

    @Override
    public void takeOver(ChannelHandlerContext place, FullHttpRequest request) {
        WebSocketServerHandshakerFactory handshakes = new WebSocketServerHandshakerFactory(
                exchange.head().path(), SUBPROTOCOL, false, setting.maxTextBytes());
        WebSocketServerHandshaker handshaker = handshakes.newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(place.channel());
            return;
        }
        Metadata headers = CallHeaders.of(exchange.head());
        CallOverWebsocket call = new CallOverWebsocket(setting, method, headers);
        place.pipeline().addAfter(place.name(), null, call);
        handshaker.handshake(place.channel(), request);
    }
}
