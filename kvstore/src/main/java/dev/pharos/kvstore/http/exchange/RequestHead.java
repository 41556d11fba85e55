package dev.pharos.kvstore.http.exchange;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a request says before its body.
 *
 * @param path decoded, without the parameters
 */
public record RequestHead(String method, String path, Query query, HttpHeaders headers) {
    static RequestHead of(HttpRequest request) {
        String uri = withoutOrigin(request.uri());
        return new RequestHead(request.method().name(), path(uri), Query.of(uri), request.headers());
    }

    private static String path(String uri) {
        try {
            return new QueryStringDecoder(uri).path();
        } catch (IllegalArgumentException malformed) {
            return uri;
        }
    }

    /** Requests to proxies name the whole address. */
    private static String withoutOrigin(String uri) {
        int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
        if (scheme < 0) {
            return uri;
        }
        int slash = uri.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : uri.substring(slash);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Every value of the headers whose names begin like this, by the rest of the name in lower case. */
    public Map<String, String> headersAfter(String prefix) {
        Map<String, String> found = new TreeMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), header.getValue());
            }
        }
        return found;
    }

    public boolean isGet() {
        return method.equals("GET");
    }

    /** The host that the client asked for, without the port; empty if it named none. */
    public String host() {
        String host = header("Host").orElse("");
        int colon = host.lastIndexOf(':');
        boolean bareIpv6 = host.endsWith("]");
        String name = colon < 0 || bareIpv6 ? host : host.substring(0, colon);
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }
}
