package dev.pharos.raft.model;

/**
 * The numbers of one member. Start from {@link #defaults()} and change what differs; every {@code with}
 * method answers a new value.
 */
public final class RaftOptions {
    private static final long MIB = 1 << 20;

    private final Timing timing;
    private final Flow flow;
    private final Reads reads;

    /** Ticks are the only clock; a follower campaigns after {@code electionTicks} to twice that. */
    public record Timing(int electionTicks, int heartbeatTicks, PreVote preVote) {
        public Timing {
            require(heartbeatTicks > 0, "heartbeatTicks must be positive");
            require(electionTicks > heartbeatTicks, "electionTicks must be larger than heartbeatTicks");
        }
    }

    /** Whether a member asks if it could win before it raises its term. */
    public enum PreVote {
        ON,
        OFF
    }

    /**
     * The bounds of what is under way: bytes in one append, appends and bytes sent to one follower and not
     * answered, bytes proposed and not committed, bytes handed to the state machine and not applied, bytes committed
     * and not applied beyond which a follower takes no more. Each may be passed by one entry or message, or large
     * ones would never move.
     */
    public record Flow(
            long maxMessageBytes,
            int maxInflightMessages,
            long maxInflightBytes,
            long maxUncommittedBytes,
            long maxApplyingBytes,
            long maxUnappliedBytes) {
        public Flow {
            require(maxMessageBytes > 0, "maxMessageBytes must be positive");
            require(maxInflightMessages > 0, "maxInflightMessages must be positive");
            require(maxInflightBytes >= maxMessageBytes, "maxInflightBytes must hold one message");
            require(maxUncommittedBytes > 0, "maxUncommittedBytes must be positive");
            require(maxApplyingBytes > 0, "maxApplyingBytes must be positive");
            require(maxUnappliedBytes > 0, "maxUnappliedBytes must be positive");
        }
    }

    /** How reads are confirmed and how many may wait. */
    public record Reads(ReadMode mode, int leaseMarginTicks, int maxPending) {
        public Reads {
            require(leaseMarginTicks > 0, "leaseMarginTicks must be positive: a tick may have passed only just");
            require(maxPending > 0, "maxPending must be positive");
        }
    }

    private RaftOptions(Timing timing, Flow flow, Reads reads) {
        require(
                reads.leaseMarginTicks() < timing.electionTicks(),
                "leaseMarginTicks must be smaller than electionTicks");
        this.timing = timing;
        this.flow = flow;
        this.reads = reads;
    }

    /** etcd's timing in ticks of 100 ms, its message size and window; bounds that fit a heap of 1 GiB. */
    public static RaftOptions defaults() {
        return new RaftOptions(
                new Timing(10, 1, PreVote.ON),
                new Flow(MIB / 2, 512, 64 * MIB, 256 * MIB, 64 * MIB, 128 * MIB),
                new Reads(ReadMode.QUORUM, 2, 4096));
    }

    public RaftOptions with(Timing changed) {
        return new RaftOptions(changed, flow, reads);
    }

    public RaftOptions with(Flow changed) {
        return new RaftOptions(timing, changed, reads);
    }

    public RaftOptions with(Reads changed) {
        return new RaftOptions(timing, flow, changed);
    }

    public Timing timing() {
        return timing;
    }

    public Flow flow() {
        return flow;
    }

    public Reads reads() {
        return reads;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
