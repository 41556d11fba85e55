package dev.pharos.kvstore.config;

import java.util.List;

/**
 * What HTTP serves and to whom.
 *
 * @param corsOrigins origins that browsers may call from; a star is any
 * @param hostWhitelist names that plaintext requests may be addressed to; a star is any
 * @param jsonGateway whether JSON is served under {@code /v3/}
 */
public record HttpOptions(
        List<String> corsOrigins, List<String> hostWhitelist, boolean jsonGateway, MetricsDetail metrics) {
    /** How much the metrics tell. */
    public enum MetricsDetail {
        BASIC,
        EXTENSIVE
    }

    public HttpOptions {
        corsOrigins = List.copyOf(corsOrigins);
        hostWhitelist = List.copyOf(hostWhitelist);
    }
}
