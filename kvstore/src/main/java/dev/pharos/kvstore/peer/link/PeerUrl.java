package dev.pharos.kvstore.peer.link;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a member listens for others. Only plain HTTP for now. */
public record PeerUrl(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it cannot be dialled
     */
    public static PeerUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("the peer URL " + text + " is malformed", malformed);
        }
        if (!"http".equals(uri.getScheme())) {
            throw new IllegalArgumentException("the peer URL " + text
                    + " cannot be used: only http:// is supported between members, not yet TLS or unix sockets");
        }
        if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > MAX_PORT) {
            throw new IllegalArgumentException("the peer URL " + text + " must name a host and a port");
        }
        return new PeerUrl(bare(uri.getHost()), uri.getPort());
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** As the header {@code Host} wants it. */
    String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return "http://" + authority();
    }
}
