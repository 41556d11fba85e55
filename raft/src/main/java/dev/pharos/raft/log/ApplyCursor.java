package dev.pharos.raft.log;

import dev.pharos.raft.check.Invariant;

/** How far the state machine is: what it was given and what it has confirmed. */
final class ApplyCursor {
    private long handedOut;
    /** Invariant: at most {@code handedOut}. */
    private long applied;

    private long bytesUnderWay;
    /** Of what is committed and not applied, handed out or not. */
    private long bytesWaiting;

    ApplyCursor(long applied) {
        this.handedOut = applied;
        this.applied = applied;
    }

    long handedOut() {
        return handedOut;
    }

    long applied() {
        return applied;
    }

    long bytesUnderWay() {
        return bytesUnderWay;
    }

    long bytesWaiting() {
        return bytesWaiting;
    }

    void committed(long bytes) {
        bytesWaiting += bytes;
    }

    /** A snapshot stands for everything that waited. */
    void forgetWaiting() {
        bytesWaiting = 0;
    }

    void handOut(long index, long bytes) {
        Invariant.check(index >= handedOut, "entries are applied in order", index, handedOut);
        handedOut = index;
        bytesUnderWay += bytes;
    }

    void applied(long index, long bytes) {
        Invariant.check(index >= applied, "the applied index does not go back", index, applied);
        Invariant.check(index <= handedOut, "only what was handed out is applied", index, handedOut);
        applied = index;
        bytesUnderWay -= bytes;
        bytesWaiting -= bytes;
    }

    /** A restored snapshot stands for everything handed out before it; nothing is handed out meanwhile. */
    void restored(long index) {
        Invariant.check(index >= applied, "a restored snapshot does not take anything back", index, applied);
        applied = index;
        bytesUnderWay = 0;
    }
}
