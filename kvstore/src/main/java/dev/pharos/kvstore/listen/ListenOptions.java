package dev.pharos.kvstore.listen;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How to listen.
 *
 * @param maxInboundMessageBytes a longer gRPC request is refused with {@code ResourceExhausted}
 * @param maxInboundMetadataBytes the limit for the headers of one gRPC call, tokens included
 * @param maxConcurrentStreams the limit for the calls of one gRPC connection
 * @param undecidedTimeout how long a connection may take to show which protocol it speaks
 * @param reuse what the sockets may share, as far as the platform can
 */
public record ListenOptions(
        List<ListenAddress> addresses,
        int maxInboundMessageBytes,
        int maxInboundMetadataBytes,
        int maxConcurrentStreams,
        int flowControlWindowBytes,
        KeepAlive keepAlive,
        Duration undecidedTimeout,
        Set<SocketReuse> reuse) {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int METADATA_BYTES = 16 * 1024;

    public ListenOptions {
        addresses = List.copyOf(addresses);
        reuse = Set.copyOf(reuse);
    }

    public static ListenOptions of(List<ListenAddress> addresses, int maxInboundMessageBytes) {
        return new ListenOptions(
                addresses,
                maxInboundMessageBytes,
                METADATA_BYTES,
                Integer.MAX_VALUE,
                WINDOW_BYTES,
                KeepAlive.standard(),
                Duration.ofSeconds(10),
                Set.of());
    }

    public ListenOptions withKeepAlive(KeepAlive rules) {
        return new ListenOptions(
                addresses,
                maxInboundMessageBytes,
                maxInboundMetadataBytes,
                maxConcurrentStreams,
                flowControlWindowBytes,
                rules,
                undecidedTimeout,
                reuse);
    }

    public ListenOptions withMaxConcurrentStreams(int streams) {
        return new ListenOptions(
                addresses,
                maxInboundMessageBytes,
                maxInboundMetadataBytes,
                streams,
                flowControlWindowBytes,
                keepAlive,
                undecidedTimeout,
                reuse);
    }

    public ListenOptions withUndecidedTimeout(Duration timeout) {
        return new ListenOptions(
                addresses,
                maxInboundMessageBytes,
                maxInboundMetadataBytes,
                maxConcurrentStreams,
                flowControlWindowBytes,
                keepAlive,
                timeout,
                reuse);
    }

    public ListenOptions withReuse(Set<SocketReuse> shared) {
        return new ListenOptions(
                addresses,
                maxInboundMessageBytes,
                maxInboundMetadataBytes,
                maxConcurrentStreams,
                flowControlWindowBytes,
                keepAlive,
                undecidedTimeout,
                shared);
    }
}
