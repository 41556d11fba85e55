package dev.pharos.kvstore.peer.link;

import java.util.OptionalLong;

/**
 * Whether a member can be spoken to, as far as its connections know. Raft hears of it when it no longer can: of a
 * leader that died it need not wait to be told by silence. Thread-safe.
 */
final class Activity {
    private final long member;
    private final PeerEvents events;
    private final Reception reception;
    private OptionalLong since = OptionalLong.empty();

    Activity(long member, PeerEvents events, Reception reception) {
        this.member = member;
        this.events = events;
        this.reception = reception;
    }

    synchronized void works() {
        if (since.isEmpty()) {
            since = OptionalLong.of(System.nanoTime());
            events.becameActive(member);
        }
    }

    synchronized void failed(String reason) {
        if (since.isPresent()) {
            since = OptionalLong.empty();
            events.becameInactive(member, reason);
            reception.unreachable(member);
        }
    }

    synchronized OptionalLong since() {
        return since;
    }
}
