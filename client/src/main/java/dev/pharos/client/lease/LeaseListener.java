package dev.pharos.client.lease;

/** Hears what becomes of one lease, on a thread of the transport, one call at a time; must not wait. */
public interface LeaseListener {
    void onRenewed(LeaseAnswer answer);

    /** Nothing follows. Not called after {@link LeaseKeeper#close}. */
    void onLost(LossReason reason);

    /** How a lease was lost. */
    enum LossReason {
        /** A server said so. */
        GONE,
        /** No server renewed it for as long as it lives, so it may be gone. */
        NOT_RENEWED_IN_TIME,
        /** Servers refuse to renew it. */
        REFUSED
    }
}
