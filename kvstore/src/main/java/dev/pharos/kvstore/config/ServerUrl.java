package dev.pharos.kvstore.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An address at which a member listens or is reached.
 *
 * @param place {@code host:port}; for a Unix domain socket what stands behind the scheme
 */
public record ServerUrl(Scheme scheme, String place) {
    private static final Pattern PORT = Pattern.compile("[0-9]*");
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*");

    /** What is spoken there. */
    public enum Scheme {
        HTTP("http"),
        HTTPS("https"),
        UNIX("unix"),
        UNIXS("unixs");

        private final String label;

        Scheme(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * A list separated by commas, sorted and without repetition.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static List<ServerUrl> parseList(String text) {
        try {
            return list(text);
        } catch (BadValue e) {
            throw new IllegalArgumentException(e.text(), e);
        }
    }

    static List<ServerUrl> list(String text) {
        TreeSet<ServerUrl> urls = new TreeSet<>(Comparator.comparing(ServerUrl::toString));
        for (String each : text.split(",", -1)) {
            urls.add(parse(each.strip()));
        }
        return new ArrayList<>(urls);
    }

    private static ServerUrl parse(String text) {
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? "" : text.substring(0, colon);
        if (colon > 0 && !SCHEME.matcher(prefix).matches()) {
            throw new BadValue("parse " + GoText.quote(text) + ": first path segment in URL cannot contain colon");
        }
        if (colon == 0) {
            throw new BadValue("parse " + GoText.quote(text) + ": missing protocol scheme");
        }
        for (Scheme scheme : Scheme.values()) {
            if (scheme.label().equalsIgnoreCase(prefix)) {
                return parse(scheme, text.substring(colon + 1), text);
            }
        }
        throw new BadValue("URL scheme must be http, https, unix, or unixs: " + text);
    }

    private static ServerUrl parse(Scheme scheme, String rest, String text) {
        boolean hasAuthority = rest.startsWith("//");
        String place = hasAuthority ? rest.substring(2) : rest;
        if (scheme == Scheme.UNIX || scheme == Scheme.UNIXS) {
            return new ServerUrl(scheme, place);
        }
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon >= 0 && colon > authority.lastIndexOf(']');
        if (hasPort && !PORT.matcher(authority.substring(colon + 1)).matches()) {
            String port = authority.substring(colon);
            throw new BadValue("parse " + GoText.quote(text) + ": invalid port " + GoText.quote(port) + " after host");
        }
        boolean tooManyColons = !authority.startsWith("[") && authority.indexOf(':') != colon;
        if (!hasAuthority || !hasPort || tooManyColons) {
            throw new BadValue("URL address does not have the form \"host:port\": " + text);
        }
        if (slash >= 0) {
            throw new BadValue("URL must not contain a path: " + text);
        }
        return new ServerUrl(scheme, place);
    }

    /** Whether it is the address of a Unix domain socket. */
    public boolean isUnix() {
        return scheme == Scheme.UNIX || scheme == Scheme.UNIXS;
    }

    /** Whether TLS is spoken there. */
    public boolean isSecure() {
        return scheme == Scheme.HTTPS || scheme == Scheme.UNIXS;
    }

    /** The host without the brackets of an IPv6 address; the path for a Unix domain socket. */
    public String host() {
        if (isUnix()) {
            return place;
        }
        String host = place.substring(0, place.lastIndexOf(':'));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * The port; 0 lets the system choose one, and stands for none with a Unix domain socket.
     *
     * @throws IllegalArgumentException for a number that is no port
     */
    public int port() {
        if (isUnix()) {
            return 0;
        }
        String digits = place.substring(place.lastIndexOf(':') + 1);
        int port = digits.isEmpty() ? 0 : digits.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (port > 65535) {
            throw new IllegalArgumentException("listen tcp: address " + digits + ": invalid port");
        }
        return port;
    }

    ServerUrl withHost(String host) {
        String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return new ServerUrl(scheme, bracketed + place.substring(place.lastIndexOf(':')));
    }

    @Override
    public String toString() {
        return scheme.label() + "://" + place;
    }
}
