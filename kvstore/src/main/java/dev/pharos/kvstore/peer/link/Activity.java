package dev.pharos.kvstore.peer.link;

import java.util.OptionalLong;

/** Whether a member can be spoken to, as far as its connections know. Thread-safe. */
final class Activity {
    private final long member;
    private final PeerEvents events;
    private OptionalLong since = OptionalLong.empty();

    Activity(long member, PeerEvents events) {
        this.member = member;
        this.events = events;
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
        }
    }

    synchronized OptionalLong since() {
        return since;
    }
}
