package dev.pharos.client.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a member takes clients.
 *
 * @param text as it was given, for messages
 * @param scheme what stands before the address, if anything does
 * @param address {@code host:port}, or the path of a socket
 */
public record Endpoint(String text, Scheme scheme, String address) {
    public enum Scheme {
        /** TLS if options of TLS are given. */
        NONE,
        HTTP,
        HTTPS,
        UNIX,
        UNIXS
    }

    private static final int MOST_PORT = 65_535;

    /**
     * {@code host:port}, {@code http://host:port}, {@code https://host:port}, {@code unix:path} or {@code unixs:path};
     * whatever follows a host and port is left out.
     *
     * @throws IllegalArgumentException on anything else, with a reason for people
     */
    public static Endpoint parse(String text) {
        Scheme scheme = schemeOf(text);
        String rest = text;
        if (scheme != Scheme.NONE) {
            rest = text.substring(text.indexOf(':') + 1);
            rest = rest.startsWith("//") ? rest.substring(2) : rest;
        }
        if (isPath(scheme)) {
            require(!rest.isEmpty(), text, "the path of the socket is missing");
            return new Endpoint(text, scheme, rest);
        }
        int end = rest.indexOf('/');
        String address = end < 0 ? rest : rest.substring(0, end);
        int colon = address.lastIndexOf(':');
        require(colon > 0 && colon + 1 < address.length(), text, "the form is host:port");
        boolean isBare = address.indexOf(':') == colon;
        require(isBare || (address.startsWith("[") && address.charAt(colon - 1) == ']'), text, "the form is host:port");
        require(isPort(address.substring(colon + 1)), text, "no port is called " + address.substring(colon + 1));
        return new Endpoint(text, scheme, withoutDot(address.substring(0, colon)) + address.substring(colon));
    }

    /** Certificates know a host by its name without the dot that name servers put behind it. */
    private static String withoutDot(String host) {
        return host.length() > 1 && host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static Scheme schemeOf(String text) {
        if (text.startsWith("unix:")) {
            return Scheme.UNIX;
        }
        if (text.startsWith("unixs:")) {
            return Scheme.UNIXS;
        }
        int mark = text.indexOf("://");
        if (mark < 0) {
            return Scheme.NONE;
        }
        return switch (text.substring(0, mark)) {
            case "http" -> Scheme.HTTP;
            case "https" -> Scheme.HTTPS;
            default ->
                throw new IllegalArgumentException(
                        "no endpoint: " + text + " (schemes are http, https, unix and unixs)");
        };
    }

    private static boolean isPath(Scheme scheme) {
        return scheme == Scheme.UNIX || scheme == Scheme.UNIXS;
    }

    private static boolean isPort(String digits) {
        return digits.length() <= 5
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(digits) <= MOST_PORT;
    }

    private static void require(boolean holds, String text, String reason) {
        if (!holds) {
            throw new IllegalArgumentException("no endpoint: " + text + " (" + reason + ")");
        }
    }

    /** Without the brackets of an IPv6 address; empty for a socket's path. */
    public String host() {
        if (isPath(scheme)) {
            return "";
        }
        String host = address.substring(0, address.lastIndexOf(':'));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** 0 for a socket's path. */
    public int port() {
        return isPath(scheme) ? 0 : Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** The socket, where there is one in the file system. */
    public Optional<Path> path() {
        return isPath(scheme) ? Optional.of(Path.of(address)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
