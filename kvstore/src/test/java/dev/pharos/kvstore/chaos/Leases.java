package dev.pharos.kvstore.chaos;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The leases of one data folder as their clients know them. Any thread. */
final class Leases {
    /** The least that a server grants with default timing. */
    static final long SHORTEST_TTL = 2;

    enum Certainty {
        NOT_ASKED,
        UNKNOWN,
        ACKNOWLEDGED
    }

    /** Written by the one client that asked for it. */
    static final class Lease {
        private final long id;
        private final long ttl;

        /** Its time counts from here at the earliest. */
        private volatile long askedNanos;

        private volatile Certainty grant = Certainty.UNKNOWN;
        private volatile Certainty revoke = Certainty.NOT_ASKED;

        Lease(long id, long ttl) {
            this.id = id;
            this.ttl = ttl;
            this.askedNanos = System.nanoTime();
        }

        long id() {
            return id;
        }

        long ttl() {
            return ttl;
        }

        long askedNanos() {
            return askedNanos;
        }

        /** Its time counts anew, from when this was asked for at the earliest. */
        void renewed(long nanos) {
            askedNanos = nanos;
        }

        void granted() {
            grant = Certainty.ACKNOWLEDGED;
        }

        void revoking() {
            if (revoke != Certainty.ACKNOWLEDGED) {
                revoke = Certainty.UNKNOWN;
            }
        }

        void revoked() {
            revoke = Certainty.ACKNOWLEDGED;
        }

        boolean expires() {
            return ttl == SHORTEST_TTL;
        }

        boolean mustExist() {
            return grant == Certainty.ACKNOWLEDGED && revoke == Certainty.NOT_ASKED && !expires();
        }

        boolean mustBeGone() {
            return revoke == Certainty.ACKNOWLEDGED;
        }

        boolean wasAskedToEnd() {
            return revoke != Certainty.NOT_ASKED;
        }

        /** Whether something may have ended it. */
        boolean mayEnd() {
            return expires() || wasAskedToEnd();
        }
    }

    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Map<Long, Lease> leases = new ConcurrentHashMap<>();

    Lease asking(long id, long ttl) {
        Lease lease = new Lease(id, ttl);
        leases.put(id, lease);
        return lease;
    }

    /** The server does not know the lease. */
    void notFound(Lease lease) {
        if (lease.mustExist()) {
            surprise("lease " + lease.id() + " of " + lease.ttl() + " seconds was not found");
        }
    }

    void surprise(String what) {
        surprises.add(what);
    }

    /** What no client may be told, in words. */
    Collection<String> surprises() {
        return surprises;
    }

    Optional<Lease> find(long id) {
        return Optional.ofNullable(leases.get(id));
    }

    int size() {
        return leases.size();
    }

    Iterable<Lease> all() {
        return leases.values();
    }
}
