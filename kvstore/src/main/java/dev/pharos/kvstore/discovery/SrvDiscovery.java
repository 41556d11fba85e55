package dev.pharos.kvstore.discovery;

import dev.pharos.kvstore.config.DiscoveryOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.config.ServerUrl.Scheme;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.wire.dns.NameServers;
import dev.pharos.wire.dns.NameServers.Unanswered;
import dev.pharos.wire.dns.SrvRecord;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first members of a cluster by the SRV records of a domain. A record that leads to an address of the
 * member that asks is that member; the others are called by numbers, for nobody asks for their names. Whoever
 * asks comes to the same addresses, and so to the same ids.
 */
public final class SrvDiscovery {
    private static final String SERVICE = "etcd-server";

    private final NameServers servers;
    private final HostLookup hosts;
    private final ServerLog log;

    public SrvDiscovery(NameServers servers, HostLookup hosts, ServerLog log) {
        this.servers = servers;
        this.hosts = hosts;
        this.log = log;
    }

    /** What the records of one service come to. */
    private record Found(List<String> members, Optional<String> failure) {
        static Found nothing(String failure) {
            return new Found(List.of(), Optional.of(failure));
        }
    }

    /**
     * The first members as {@code name=url,name=url}.
     *
     * @param name of the member that asks
     * @param advertised where others reach it
     * @throws DiscoveryFailure if there are none, or this member is none of them
     */
    public String members(String name, List<ServerUrl> advertised, DiscoveryOptions options) {
        Asker asker = new Asker(name, advertised);
        Found secure = found(Scheme.HTTPS, "-ssl", asker, options);
        Found plain = found(Scheme.HTTP, "", asker, options);
        String failures = Stream.of(secure, plain)
                .flatMap(found -> found.failure().stream())
                .collect(Collectors.joining("\n"));
        if (!failures.isEmpty()) {
            log.warn("failed to resolve during SRV discovery")
                    .with("error", failures)
                    .write();
        }
        List<String> all = Stream.of(secure, plain)
                .flatMap(found -> found.members().stream())
                .toList();
        if (all.isEmpty()) {
            throw DiscoveryFailure.inRecords(failures);
        }
        all.forEach(member -> log.info("got bootstrap from DNS for etcd-server")
                .with("node", member)
                .write());
        if (all.stream().noneMatch(member -> member.startsWith(name + "="))) {
            throw DiscoveryFailure.inRecords("cannot find local etcd member \"" + name + "\" in SRV records");
        }
        return String.join(",", all);
    }

    private record Asker(String name, List<ServerUrl> advertised) {}

    private Found found(Scheme scheme, String suffix, Asker asker, DiscoveryOptions options) {
        String service = SERVICE + suffix + (options.srvName().isEmpty() ? "" : "-" + options.srvName());
        Found found = ask(scheme, service, asker, options.srvDomain());
        log.info("get cluster for " + SERVICE + suffix + " SRV")
                .with("service-scheme", scheme.label())
                .with("service-name", service)
                .with("server-name", asker.name())
                .with("discovery-srv", options.srvDomain())
                .with(
                        "advertise-peer-urls",
                        asker.advertised().stream().map(ServerUrl::toString).toList())
                .with("found-cluster", found.members())
                .with("error", found.failure().orElse(""))
                .write();
        return found;
    }

    private Found ask(Scheme scheme, String service, Asker asker, String domain) {
        Map<InetSocketAddress, ServerUrl> own;
        try {
            own = own(asker.advertised());
        } catch (UnknownHostException unknown) {
            return Found.nothing(String.valueOf(unknown.getMessage()));
        }
        try {
            List<SrvRecord> records = servers.places("_" + service + "._tcp." + domain);
            Found found = new Naming(scheme, service, asker.name(), own).of(records);
            return found.members().isEmpty() ? Found.nothing(failed(service, found.failure())) : found;
        } catch (Unanswered unanswered) {
            return Found.nothing(failed(service, Optional.ofNullable(unanswered.getMessage())));
        }
    }

    private static String failed(String service, Optional<String> reason) {
        return "error querying DNS SRV records for _" + service + " " + reason.orElse("");
    }

    private Map<InetSocketAddress, ServerUrl> own(List<ServerUrl> advertised) throws UnknownHostException {
        Map<InetSocketAddress, ServerUrl> own = new HashMap<>();
        for (ServerUrl url : advertised) {
            own.put(at(url.host(), url.port()), url);
        }
        return own;
    }

    private InetSocketAddress at(String host, int port) throws UnknownHostException {
        try {
            return new InetSocketAddress(hosts.address(host), port);
        } catch (UnknownHostException unknown) {
            UnknownHostException told = new UnknownHostException("lookup " + host + ": no such host");
            told.initCause(unknown);
            throw told;
        }
    }

    /** Gives the members of one service their names. */
    private final class Naming {
        private final Scheme scheme;
        private final String service;
        private final String name;
        private final Map<InetSocketAddress, ServerUrl> own;
        private final List<String> members = new ArrayList<>();
        private Optional<String> failure = Optional.empty();
        private int others;

        Naming(Scheme scheme, String service, String name, Map<InetSocketAddress, ServerUrl> own) {
            this.scheme = scheme;
            this.service = service;
            this.name = name;
            this.own = own;
        }

        /** Where some lead nowhere, the rest counts. */
        Found of(List<SrvRecord> records) {
            for (SrvRecord record : records) {
                try {
                    take(record, own.get(at(record.host(), record.port())));
                } catch (UnknownHostException unknown) {
                    failure = Optional.ofNullable(unknown.getMessage());
                }
            }
            return new Found(List.copyOf(members), members.isEmpty() ? failure : Optional.empty());
        }

        private void take(SrvRecord record, @Nullable ServerUrl self) {
            String url = scheme.label() + "://" + record.place();
            String called = self == null ? Integer.toString(others++) : name;
            if (self != null && self.scheme() != scheme) {
                failure = Optional.of("bootstrap at " + url + " from DNS for " + service
                        + " has scheme mismatch with expected peer " + self);
            } else {
                members.add(called + "=" + url);
            }
        }
    }
}
