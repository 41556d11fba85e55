package dev.pharos.kvstore.server;

import dev.pharos.kvstore.discovery.HostLookup;
import dev.pharos.kvstore.discovery.SameAddresses;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.peer.ask.PeerClient;
import dev.pharos.wire.dns.NameServers;
import java.time.Duration;

/**
 * Whom a member can ask that does not know yet to whom it belongs.
 *
 * @param patience with names of hosts that are not known
 */
record Informants(PeerClient members, NameServers services, HostLookup hosts, Duration patience, ServerLog log) {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    static Informants of(PeerClient members, ServerLog log) {
        return new Informants(members, NameServers.usual(), HostLookup.SYSTEM, USUAL_PATIENCE, log);
    }

    /** For comparisons that begin now. */
    SameAddresses comparison() {
        return new SameAddresses(hosts, patience);
    }
}
