package dev.pharos.kvstore.http.gateway;

import com.google.protobuf.Message;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import io.grpc.MethodDescriptor;
import io.netty.buffer.ByteBuf;

/** A call whose requests are the body of an HTTP request. Owned by the event loop of the exchange. */
final class CallOverHttp implements BodyReader {
    /** What may wait for a slow service before the client has to. */
    private static final int MAX_WAITING_BYTES = 64 * 1024;

    private final Exchange exchange;
    private final GatewayCall.Setting setting;
    private final GatewayCall call;

    CallOverHttp(Exchange exchange, GatewayCall.Setting setting, MethodDescriptor<Message, Message> method) {
        this.exchange = exchange;
        this.setting = setting;
        this.call = GatewayCall.open(
                setting,
                method,
                CallHeaders.of(exchange.head()),
                new HttpReply(exchange, method),
                exchange::resumeBody);
    }

    @Override
    public void piece(ByteBuf bytes) {
        call.feed(bytes);
        int waiting = call.waitingBytes();
        if (waiting > setting.maxTextBytes()) {
            call.refuse(GatewayCall.tooLarge(waiting, setting.maxMessageBytes()));
        } else if (waiting > MAX_WAITING_BYTES && !call.takesOne() && !call.isReady()) {
            exchange.pauseBody();
        }
    }

    @Override
    public void end() {
        call.endOfInput();
    }

    @Override
    public void writable() {
        call.writable();
    }

    @Override
    public void clientGone() {
        call.cancel();
    }
}
