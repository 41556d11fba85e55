package dev.pharos.kvstore.http;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.RequestHead;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask: the hosts under which the server may be addressed, and the origins whose pages may read its
 * answers. {@code *} stands for all.
 */
public record AccessRules(Set<String> hosts, Set<String> origins) {
    private static final String ALL = "*";

    public AccessRules {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
    }

    public static AccessRules everyone() {
        return new AccessRules(Set.of(ALL), Set.of(ALL));
    }

    /** An empty list of hosts admits all. */
    boolean admitsHost(String host) {
        return hosts.isEmpty() || hosts.contains(ALL) || hosts.contains(host);
    }

    static Answer misdirected(String host) {
        return Answer.refusal(
                421,
                "The host \"" + host + "\" in this request is not one that this server answers to.\n\n"
                        + "Either of these helps:\n"
                        + "- use TLS, where every host is accepted;\n"
                        + "- name the host in the list of the server: --host-whitelist \"" + host + "\".\n\n"
                        + "The list protects against DNS rebinding (CVE-2018-5702).\n");
    }

    void addCorsHeaders(Exchange exchange) {
        allowedOrigin(exchange.head()).ifPresent(origin -> {
            exchange.addHeader("Access-Control-Allow-Methods", "POST, GET, OPTIONS, PUT, DELETE");
            exchange.addHeader("Access-Control-Allow-Origin", origin);
            exchange.addHeader("Access-Control-Allow-Headers", "accept, content-type, authorization");
        });
    }

    private Optional<String> allowedOrigin(RequestHead head) {
        return origins.contains(ALL) ? Optional.of(ALL) : head.header("Origin").filter(origins::contains);
    }
}
