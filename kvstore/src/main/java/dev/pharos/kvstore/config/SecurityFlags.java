package dev.pharos.kvstore.config;

import static dev.pharos.kvstore.config.Flag.flag;
import static dev.pharos.kvstore.config.Kind.BOOL;
import static dev.pharos.kvstore.config.Kind.LIST;
import static dev.pharos.kvstore.config.Kind.TEXT;
import static dev.pharos.kvstore.config.Kind.UINT;

import java.util.List;

/** The flags of TLS and of users. */
final class SecurityFlags {
    private static final String CLIENT = "client-transport-security.";
    private static final String PEER = "peer-transport-security.";

    private SecurityFlags() {}

    static FlagGroup client() {
        return new FlagGroup(
                "TLS for clients",
                List.of(
                        flag("cert-file", TEXT, "", "Certificate of the server.")
                                .inFile(CLIENT + "cert-file"),
                        flag("key-file", TEXT, "", "Key of the certificate.").inFile(CLIENT + "key-file"),
                        flag("client-cert-file", TEXT, "", "Certificate for calls to itself.")
                                .inFile(CLIENT + "client-cert-file"),
                        flag("client-key-file", TEXT, "", "Key of that certificate.")
                                .inFile(CLIENT + "client-key-file"),
                        flag("client-cert-auth", BOOL, "false", "Ask clients for certificates.")
                                .inFile(CLIENT + "client-cert-auth"),
                        flag("client-crl-file", TEXT, "", "Revoked certificates of clients.")
                                .inFile(""),
                        flag("client-cert-allowed-hostname", LIST, "", "Names that a client's certificate may have.")
                                .inFile(CLIENT + "allowed-hostname"),
                        flag("trusted-ca-file", TEXT, "", "Authority of clients.")
                                .inFile(CLIENT + "trusted-ca-file"),
                        flag("auto-tls", BOOL, "false", "Make a certificate.").inFile(CLIENT + "auto-tls")));
    }

    static FlagGroup peer() {
        return new FlagGroup(
                "TLS for peers",
                List.of(
                        flag("peer-cert-file", TEXT, "", "Certificate among members.")
                                .inFile(PEER + "cert-file"),
                        flag("peer-key-file", TEXT, "", "Key of the certificate.")
                                .inFile(PEER + "key-file"),
                        flag("peer-client-cert-file", TEXT, "", "Certificate for calls to other members.")
                                .inFile(PEER + "client-cert-file"),
                        flag("peer-client-key-file", TEXT, "", "Key of that certificate.")
                                .inFile(PEER + "client-key-file"),
                        flag("peer-client-cert-auth", BOOL, "false", "Ask members for certificates.")
                                .inFile(PEER + "client-cert-auth"),
                        flag("peer-trusted-ca-file", TEXT, "", "Authority of members.")
                                .inFile(PEER + "trusted-ca-file"),
                        flag("peer-auto-tls", BOOL, "false", "Make a certificate.")
                                .inFile(PEER + "auto-tls"),
                        flag("peer-cert-allowed-cn", LIST, "", "Common names that members may have.")
                                .inFile(PEER + "allowed-cn"),
                        flag("peer-cert-allowed-hostname", LIST, "", "Names that a member's certificate may have.")
                                .inFile(PEER + "allowed-hostname"),
                        flag("peer-crl-file", TEXT, "", "Revoked certificates of members.")
                                .inFile(""),
                        flag("peer-skip-client-san-verification", BOOL, "false", "Do not compare addresses.")
                                .inFile(PEER + "skip-client-san-verification")));
    }

    static FlagGroup common() {
        return new FlagGroup(
                "TLS for both, and users",
                List.of(
                        flag("self-signed-cert-validity", UINT, "1", "Years that a made certificate is valid."),
                        flag("cipher-suites", LIST, "", "Suites of TLS 1.2 to offer."),
                        flag("tls-min-version", TEXT, "TLS1.2", "Oldest TLS: TLS1.2 or TLS1.3."),
                        flag("tls-max-version", TEXT, "", "Newest TLS: TLS1.2 or TLS1.3."),
                        flag("auth-token", TEXT, "simple", "simple, or jwt with its options."),
                        flag("bcrypt-cost", UINT, "10", "Cost of hashing a password, 4 to 31."),
                        flag("auth-token-ttl", UINT, "300", "Seconds that a simple token lives unused.")));
    }
}
