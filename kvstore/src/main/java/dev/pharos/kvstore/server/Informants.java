package dev.pharos.kvstore.server;

import dev.pharos.kvstore.discovery.HostLookup;
import dev.pharos.kvstore.discovery.SameAddresses;
import dev.pharos.kvstore.peer.ask.PeerClient;
import java.time.Duration;

/**
 * Whom a member can ask that does not know yet to whom it belongs.
 *
 * @param patience with names of hosts that are not known
 */
record Informants(PeerClient members, HostLookup hosts, Duration patience) {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    static Informants of(PeerClient members) {
        return new Informants(members, HostLookup.SYSTEM, USUAL_PATIENCE);
    }

    /** For comparisons that begin now. */
    SameAddresses comparison() {
        return new SameAddresses(hosts, patience);
    }
}
