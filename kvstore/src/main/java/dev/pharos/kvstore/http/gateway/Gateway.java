package dev.pharos.kvstore.http.gateway;

import com.google.protobuf.Message;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.RequestHead;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Optional;
import java.util.Set;

/** Answers the paths under {@code /v3/} by calls over a channel. Thread-safe. */
public final class Gateway {
    private static final Status NOT_FOUND = Status.NOT_FOUND.withDescription("Not Found");
    private static final Status WRONG_VERB = Status.UNIMPLEMENTED.withDescription("Method Not Allowed");

    private final Channel channel;
    private final int maxMessageBytes;

    /**
     * A gateway to the services behind this channel.
     *
     * @param maxMessageBytes the limit for the protobuf form of a request, the same as on the gRPC port
     */
    public Gateway(Channel channel, int maxMessageBytes) {
        this.channel = channel;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Every path that is answered with a call. */
    public static Set<String> paths() {
        return Paths.all();
    }

    /**
     * Answers a request.
     *
     * @param path the path for which it counts, which former names of the gateway may have been translated to
     */
    public BodyReader begin(Exchange exchange, String path) {
        RequestHead head = exchange.head();
        Optional<MethodDescriptor<Message, Message>> method = Paths.method(path);
        if (method.isEmpty()) {
            exchange.answer(HttpReply.refusalOf(404, NOT_FOUND));
            return BodyReader.IGNORING;
        }
        GatewayCall.Setting setting = new GatewayCall.Setting(channel, exchange.loop(), maxMessageBytes);
        if (WebsocketUpgrade.isWanted(head)) {
            return new WebsocketUpgrade(exchange, setting, method.get());
        }
        if (!head.method().equals("POST")) {
            exchange.answer(HttpReply.refusalOf(501, WRONG_VERB));
            return BodyReader.IGNORING;
        }
        return new CallOverHttp(exchange, setting, method.get());
    }
}
