package dev.pharos.client.channel;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How connections with TLS are made.
 *
 * @param authorities certificates of those who may vouch for servers; without them, those that the JVM trusts
 * @param certificate of this client, with {@code key}
 * @param verification of the server
 * @param serverName what the certificate of a server must be for; without it, the host of its endpoint
 */
public record TlsOptions(
        Optional<Path> authorities,
        Optional<Path> certificate,
        Optional<Path> key,
        Verification verification,
        Optional<String> serverName) {
    public enum Verification {
        CHECKED,
        /** Anybody may pretend to be the server. */
        SKIPPED
    }

    public static final TlsOptions DEFAULT = new TlsOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Verification.CHECKED, Optional.empty());

    public TlsOptions {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a certificate and its key are given together");
        }
    }
}
