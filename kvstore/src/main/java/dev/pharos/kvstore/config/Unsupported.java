package dev.pharos.kvstore.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what options ask for and this release does not have. */
final class Unsupported {
    private Unsupported() {}

    static List<String> in(ServerOptions options) {
        List<String> found = new ArrayList<>();
        MemberUrls urls = options.member().urls();
        addSecure(found, "listen-peer-urls", urls.listenPeer());
        addSecure(found, "listen-client-urls", urls.listenClient());
        addSecure(found, "listen-client-http-urls", urls.listenClientHttp());
        addSecure(found, "listen-metrics-urls", urls.listenMetrics());
        addSecure(found, "initial-advertise-peer-urls", urls.advertisePeer());
        addSecure(found, "advertise-client-urls", urls.advertiseClient());
        addFiles(found, "", "client-", options.security().client());
        addFiles(found, "peer-", "peer-client-", options.security().peer());
        addDiscovery(found, options.bootstrap().discovery());
        return found;
    }

    private static void addSecure(List<String> found, String flag, List<ServerUrl> urls) {
        for (ServerUrl url : urls) {
            if (url.isSecure()) {
                found.add("--" + flag + "=" + url);
            }
        }
    }

    private static void addFiles(List<String> found, String prefix, String dialPrefix, SecurityOptions.TlsFiles files) {
        add(found, prefix + "cert-file", files.certFile());
        add(found, prefix + "key-file", files.keyFile());
        add(found, dialPrefix + "cert-file", files.dialCertFile());
        add(found, dialPrefix + "key-file", files.dialKeyFile());
        add(found, prefix + "trusted-ca-file", files.caFile());
        add(found, (prefix.isEmpty() ? "client-" : prefix) + "crl-file", files.crlFile());
        if (files.selfSigned()) {
            found.add("--" + prefix + "auto-tls");
        }
        if (files.callers().mustHaveCertificate()) {
            found.add("--" + (prefix.isEmpty() ? "" : prefix) + "client-cert-auth");
        }
    }

    private static void addDiscovery(List<String> found, DiscoveryOptions discovery) {
        add(found, "discovery", Optional.of(discovery.formerUrl()));
        add(found, "discovery-cert", discovery.secrets().certFile());
        add(found, "discovery-key", discovery.secrets().keyFile());
        add(found, "discovery-cacert", discovery.secrets().caFile());
        add(found, "discovery-user", Optional.of(discovery.secrets().user()));
        if (!discovery.secrets().insecureTransport()) {
            found.add("--discovery-insecure-transport=false");
        }
    }

    private static void add(List<String> found, String flag, Optional<String> value) {
        if (!value.orElse("").isEmpty()) {
            found.add("--" + flag + "=" + value.get());
        }
    }
}
