package dev.pharos.kvstore.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Certificates and users. */
public record SecurityOptions(TlsFiles client, TlsFiles peer, TlsPolicy policy, AuthOptions auth) {
    /**
     * The certificates of one kind of connections.
     *
     * @param dialCertFile the certificate shown when this member is the client
     */
    public record TlsFiles(
            Optional<String> certFile,
            Optional<String> keyFile,
            Optional<String> dialCertFile,
            Optional<String> dialKeyFile,
            Optional<String> caFile,
            Optional<String> crlFile,
            TlsCallers callers,
            boolean selfSigned) {
        /** Whether there is something to speak TLS with. */
        public boolean isPresent() {
            return selfSigned || (certFile.isPresent() && keyFile.isPresent());
        }
    }

    /** Who may call. */
    public record TlsCallers(
            boolean mustHaveCertificate, List<String> commonNames, List<String> hostNames, boolean skipAddressCheck) {
        public TlsCallers {
            commonNames = List.copyOf(commonNames);
            hostNames = List.copyOf(hostNames);
        }
    }

    /**
     * What holds for all of TLS.
     *
     * @param maxVersion empty for the newest
     */
    public record TlsPolicy(
            List<String> cipherSuites, String minVersion, Optional<String> maxVersion, int selfSignedYears) {
        public TlsPolicy {
            cipherSuites = List.copyOf(cipherSuites);
        }
    }

    /** How users prove who they are. */
    public record AuthOptions(TokenOptions token, int bcryptCost, Duration simpleTokenTtl) {}
}
