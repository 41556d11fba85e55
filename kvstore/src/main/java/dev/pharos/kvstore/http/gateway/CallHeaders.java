package dev.pharos.kvstore.http.gateway;

import dev.pharos.kvstore.http.exchange.RequestHead;
import io.grpc.Metadata;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The headers of an HTTP request as those of the call. */
final class CallHeaders {
    private static final String PASSED_ON = "grpc-metadata-";
    private static final Pattern NAME = Pattern.compile("(?!grpc-)[0-9a-z_.-]+(?<!-bin)");
    private static final Pattern VALUE = Pattern.compile("[ -~]*");
    private static final String BEARER = "Bearer";

    private CallHeaders() {}

    static Metadata of(RequestHead head) {
        Metadata headers = new Metadata();
        for (Map.Entry<String, String> named : head.headersAfter(PASSED_ON).entrySet()) {
            put(headers, named.getKey(), named.getValue());
        }
        token(head).ifPresent(token -> put(headers, "authorization", token));
        // Marks a call as one of the gateway's, for which certificates of clients do not count.
        put(headers, "grpcgateway-accept", head.header("Accept").orElse("*/*"));
        return headers;
    }

    /** Browsers can give a websocket no header but its sub-protocols. */
    private static Optional<String> token(RequestHead head) {
        Optional<String> header = head.header("Authorization");
        return header.isPresent()
                ? header
                : subprotocols(head)
                        .filter(listed -> listed.startsWith(BEARER + ","))
                        .map(listed -> BEARER + " "
                                + listed.substring(BEARER.length() + 1).strip());
    }

    private static Optional<String> subprotocols(RequestHead head) {
        return head.header("Sec-WebSocket-Protocol");
    }

    private static void put(Metadata headers, String name, String value) {
        if (NAME.matcher(name).matches() && VALUE.matcher(value).matches()) {
            Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
            headers.discardAll(key);
            headers.put(key, value);
        }
    }
}
