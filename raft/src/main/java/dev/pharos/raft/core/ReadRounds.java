package dev.pharos.raft.core;

import dev.pharos.raft.model.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads that wait for proof that their leader still leads (thesis 6.4).
 *
 * <p>Heartbeats carry the number of a round. A read joins the round that starts next, never one under
 * way, whose heartbeats may have left before the read arrived; when a quorum has answered that round,
 * the leader was one after the read arrived, and its commit index of that time is safe to read at. One
 * round is under way at a time, so any number of reads cost one.
 */
final class ReadRounds {
    private static final int CONTEXT_BYTES = 8;

    /** A read and whom to answer; {@code member} may be the leader itself. */
    record Request(long member, Payload context, long index) {}

    private final int maxPending;
    private List<Request> underWay = new ArrayList<>();
    private List<Request> next = new ArrayList<>();
    private long round;
    private long confirmed;
    private long roundStartTick;
    private long confirmedStartTick = Long.MIN_VALUE;

    ReadRounds(int maxPending) {
        this.maxPending = maxPending;
    }

    boolean isFull() {
        return underWay.size() + next.size() >= maxPending;
    }

    void add(Request request) {
        next.add(request);
    }

    boolean wantsRound() {
        return !next.isEmpty() && !isUnderWay();
    }

    boolean isUnderWay() {
        return confirmed < round;
    }

    void start(long nowTick) {
        round++;
        roundStartTick = nowTick;
        underWay = next;
        next = new ArrayList<>();
    }

    long round() {
        return round;
    }

    /** The tick at which the newest round that a quorum answered was started. */
    long confirmedStartTick() {
        return confirmedStartTick;
    }

    /** Takes note of what a quorum has answered, and gives out the reads that this releases. */
    List<Request> confirm(long answeredByQuorum) {
        if (!isUnderWay() || answeredByQuorum < round) {
            return List.of();
        }
        confirmed = round;
        confirmedStartTick = roundStartTick;
        List<Request> released = underWay;
        underWay = new ArrayList<>();
        return released;
    }

    Payload context() {
        byte[] bytes = new byte[CONTEXT_BYTES];
        for (int i = 0; i < CONTEXT_BYTES; i++) {
            bytes[i] = (byte) (round >>> (8 * (CONTEXT_BYTES - 1 - i)));
        }
        return Payload.wrap(bytes);
    }

    /** The round an answer belongs to; 0 when the context is none of ours. */
    static long roundOf(Payload context) {
        if (context.size() != CONTEXT_BYTES) {
            return 0;
        }
        long value = 0;
        for (byte b : context.array()) {
            value = value << 8 | (b & 0xff);
        }
        return value;
    }
}
