package dev.pharos.kvstore.service;

import java.time.Duration;

/** Which other members can be reached from here at present. Any thread. */
public interface PeerReach {
    /** For a cluster of one. */
    PeerReach NOBODY = (member, time) -> false;

    /** Whether the other member has been reached without a break for so long, up to now. */
    boolean isReachedFor(long member, Duration time);

    default boolean isReached(long member) {
        return isReachedFor(member, Duration.ZERO);
    }
}
