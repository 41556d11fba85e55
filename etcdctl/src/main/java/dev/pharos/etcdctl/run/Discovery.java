package dev.pharos.etcdctl.run;

import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.output.Sink;
import dev.pharos.wire.dns.NameServers;
import dev.pharos.wire.dns.NameServers.Unanswered;
import dev.pharos.wire.dns.SrvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the members by the SRV records of a domain. */
final class Discovery {
    private static final String DOMAIN = "discovery-srv";
    private static final String SECURE = "https://";
    private static final String PLAIN = "http://";

    private final NameServers servers;
    private final Sink err;

    Discovery(NameServers servers, Sink err) {
        this.servers = servers;
        this.err = err;
    }

    static boolean isWanted(Line line) {
        return !line.text(DOMAIN).isEmpty();
    }

    /** What certificates must be for: the domain, where nothing but TLS is taken from there. */
    static Optional<String> serverName(Line line) {
        return isWanted(line) && !line.is("insecure-discovery") ? Optional.of(line.text(DOMAIN)) : Optional.empty();
    }

    /**
     * Those with TLS come first. Empty if there are none but such as are not to be used, which are named on {@code
     * err}.
     *
     * @throws Exit if no record is found
     */
    List<String> endpoints(Line line) {
        String name = line.text("discovery-srv-name");
        String service = (name.isEmpty() ? "" : "-" + name) + "._tcp." + line.text(DOMAIN);
        List<String> found = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        ask("_etcd-client-ssl" + service, SECURE, found, failures);
        ask("_etcd-client" + service, PLAIN, found, failures);
        if (failures.size() == 2) {
            throw new Exit(ExitCode.ERROR, "dns lookup errors: " + String.join(" and ", failures));
        }
        if (!line.is("insecure-discovery")) {
            found.removeIf(this::isInsecure);
        }
        return List.copyOf(found);
    }

    private void ask(String service, String scheme, List<String> found, List<String> failures) {
        try {
            servers.places(service).stream()
                    .map(record -> scheme + written(record))
                    .forEach(found::add);
        } catch (Unanswered unanswered) {
            failures.add(String.valueOf(unanswered.getMessage()));
        }
    }

    /** With the dot that name servers put behind a host, as the original shows it. */
    private static String written(SrvRecord record) {
        return record.host() + ".:" + record.port();
    }

    private boolean isInsecure(String endpoint) {
        boolean isInsecure = endpoint.startsWith(PLAIN);
        if (isInsecure) {
            err.line("ignoring discovered insecure endpoint \"" + endpoint + "\"")
                    .flush();
        }
        return isInsecure;
    }
}
