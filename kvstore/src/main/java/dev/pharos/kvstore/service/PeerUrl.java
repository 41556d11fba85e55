package dev.pharos.kvstore.service;

import java.util.regex.Pattern;

/** The form of an address at which members find each other: a scheme, a host and a port, no path. */
final class PeerUrl {
    private static final Pattern FORM = Pattern.compile("(https?://(\\[[^\\]/]+\\]|[^:/]+):\\d{1,5}|unixs?://[^/].*)");

    private PeerUrl() {}

    static boolean isWellFormed(String url) {
        return FORM.matcher(url).matches();
    }
}
