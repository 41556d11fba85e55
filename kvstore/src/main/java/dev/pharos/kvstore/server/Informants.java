package dev.pharos.kvstore.server;

import dev.pharos.kvstore.discovery.HostLookup;
import dev.pharos.kvstore.discovery.NameServers;
import dev.pharos.kvstore.discovery.SameAddresses;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.peer.ask.PeerClient;
import java.time.Duration;

/**
 * Whom a member can ask that does not know yet to whom it belongs.
 *
 * @param patience with names of hosts that are not known
 */
record Informants(PeerClient members, NameServers services, HostLookup hosts, Duration patience, ServerLog log) {
    /** Which name servers to ask for services, {@code host:port,host:port}; without it those of the system. */
    private static final String NAME_SERVERS = "pharos.name-servers";

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    static Informants of(PeerClient members, ServerLog log) {
        return new Informants(
                members, NameServers.of(System.getProperty(NAME_SERVERS, "")), HostLookup.SYSTEM, USUAL_PATIENCE, log);
    }

    /** For comparisons that begin now. */
    SameAddresses comparison() {
        return new SameAddresses(hosts, patience);
    }
}
