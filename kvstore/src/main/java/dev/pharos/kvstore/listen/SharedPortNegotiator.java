package dev.pharos.kvstore.listen;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiator;
import io.netty.channel.ChannelHandler;
import io.netty.util.AsciiString;
import java.time.Duration;

/** Puts the sniffer in front of gRPC's own negotiation. */
final class SharedPortNegotiator implements InternalProtocolNegotiator.ProtocolNegotiator {
    private final InternalProtocolNegotiator.ProtocolNegotiator plaintext = new GatedNegotiator();
    private final HttpChannels http;
    private final Duration undecidedTimeout;

    SharedPortNegotiator(HttpChannels http, Duration undecidedTimeout) {
        this.http = http;
        this.undecidedTimeout = undecidedTimeout;
    }

    @Override
    public AsciiString scheme() {
        return plaintext.scheme();
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
        return new ProtocolSniffer(() -> plaintext.newHandler(grpc), http, undecidedTimeout);
    }

    @Override
    public void close() {
        plaintext.close();
    }
}
