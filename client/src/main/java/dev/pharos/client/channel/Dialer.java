package dev.pharos.client.channel;

import dev.pharos.client.channel.PemFiles.Identity;
import dev.pharos.client.data.Endpoint;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Makes connections as the options want them; nothing is sent yet. Files of TLS are read once, at the start. */
final class Dialer {
    private final ConnectionOptions options;
    private final EventLoopGroup loops;
    private final Optional<SslContext> tls;

    /** @throws IllegalArgumentException if the files of TLS cannot be used */
    Dialer(ConnectionOptions options, EventLoopGroup loops) {
        this.options = options;
        this.loops = loops;
        this.tls = options.tls().map(Dialer::context);
    }

    Connection dial(Endpoint endpoint) {
        NettyChannelBuilder builder = addressed(endpoint)
                .eventLoopGroup(loops)
                .directExecutor()
                .maxInboundMessageSize(options.sizes().maxReceiveBytes())
                .disableRetry();
        Duration pings = options.keepAlive().time();
        if (!pings.isZero()) {
            builder.keepAliveTime(pings.toNanos(), TimeUnit.NANOSECONDS)
                    .keepAliveTimeout(options.keepAlive().timeout().toNanos(), TimeUnit.NANOSECONDS);
        }
        Optional<SslContext> context = tlsFor(endpoint);
        if (context.isPresent()) {
            builder.negotiationType(NegotiationType.TLS).sslContext(context.get());
            options.tls().flatMap(TlsOptions::serverName).ifPresent(builder::overrideAuthority);
        } else {
            builder.negotiationType(NegotiationType.PLAINTEXT);
        }
        return new Connection(endpoint, builder.build());
    }

    /** A number is taken as it is: nothing then has to find a resolver among all that could be installed. */
    private static NettyChannelBuilder addressed(Endpoint endpoint) {
        Optional<Path> path = endpoint.path();
        if (path.isPresent()) {
            return NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(path.get()))
                    .overrideAuthority("localhost")
                    .channelType(NioDomainSocketChannel.class);
        }
        NettyChannelBuilder builder = isNumeric(endpoint.host())
                ? NettyChannelBuilder.forAddress(new InetSocketAddress(endpoint.host(), endpoint.port()))
                : NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port());
        return builder.overrideAuthority(endpoint.address()).channelType(NioSocketChannel.class);
    }

    private static boolean isNumeric(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private Optional<SslContext> tlsFor(Endpoint endpoint) {
        return switch (endpoint.scheme()) {
            case NONE -> tls;
            case HTTPS, UNIXS -> tls.or(() -> Optional.of(context(TlsOptions.DEFAULT)));
            case HTTP, UNIX -> Optional.empty();
        };
    }

    private static SslContext context(TlsOptions tls) {
        Optional<Identity> identity =
                tls.certificate().flatMap(certificate -> tls.key().map(key -> PemFiles.identity(certificate, key)));
        Optional<X509Certificate[]> authorities = tls.authorities().map(PemFiles::authorities);
        try {
            SslContextBuilder builder = GrpcSslContexts.forClient();
            if (tls.verification() == TlsOptions.Verification.SKIPPED) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
            } else {
                authorities.ifPresent(builder::trustManager);
            }
            identity.ifPresent(own -> builder.keyManager(own.key(), own.certificates()));
            return builder.build();
        } catch (SSLException unusable) {
            throw new IllegalArgumentException("TLS cannot be used: " + unusable.getMessage(), unusable);
        }
    }
}
