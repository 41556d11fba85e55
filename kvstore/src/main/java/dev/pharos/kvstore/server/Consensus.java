package dev.pharos.kvstore.server;

import dev.pharos.kvstore.apply.KvStateMachine;
import dev.pharos.kvstore.apply.MemberChanges;
import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.config.RaftTiming;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.RaftOptions.PreVote;
import dev.pharos.raft.model.RaftOptions.Timing;
import dev.pharos.raft.node.NodeOptions;
import dev.pharos.raft.node.NodeOptions.SnapshotPolicy;
import dev.pharos.raft.node.RaftNode;
import dev.pharos.raft.node.RaftNodeBuilder;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.transport.Transport;
import java.time.Duration;
import java.util.List;

/** Sets the raft library up as the options say. */
final class Consensus {
    private static final int HEARTBEAT_TICKS = 1;
    private static final int MOST_PENDING_PROPOSALS = 50_000;
    private static final int MAILBOX = 65_536;
    private static final Duration FAST_WRITE = Duration.ofNanos(300_000);
    private static final long ETCD_SNAPSHOT_COUNT = 10_000;
    private static final long OWN_SNAPSHOT_COUNT = 100_000;
    private static final int MOST_UNAPPLIED_ENTRIES = 5_000;
    private static final long NO_REQUEST = 0;

    private Consensus() {}

    static RaftNodeBuilder<Outcome> builder(
            Bootstrap bootstrap,
            MemberStorage storage,
            KvStateMachine machine,
            Transport network,
            ServerOptions options) {
        RaftTiming timing = options.raft();
        MemoryPlan memory = MemoryPlan.ofThisProcess();
        long self = bootstrap.identity().memberId();
        RaftNodeBuilder<Outcome> builder = RaftNode.builder(self, machine, storage, network)
                .clusterId(bootstrap.identity().clusterId())
                .founding(bootstrap.founders())
                .tickInterval(timing.heartbeat())
                .options(RaftOptions.defaults().with(ticks(timing)).with(memory.raftFlow()))
                .options(bounds(timing, memory))
                .writeInlineBelow(FAST_WRITE);
        return options.member().forceNewCluster() ? builder.surviving(promotion(self)) : builder;
    }

    /** Of a learner of whom nothing is known but that it is one; the cluster knows the rest already. */
    private static MembershipChange promotion(long self) {
        return MemberChanges.promote(new Member(self, "", List.of(), List.of(), Member.Kind.LEARNER), NO_REQUEST);
    }

    /**
     * A snapshot is a flush of the store here, and frequent small ones cost more than the few seconds of replay
     * that they save at a start. Whoever gives a number of his own gets it.
     */
    private static long entriesBetweenSnapshots(RaftTiming timing) {
        return timing.snapshotCount() == ETCD_SNAPSHOT_COUNT ? OWN_SNAPSHOT_COUNT : timing.snapshotCount();
    }

    private static Timing ticks(RaftTiming timing) {
        return new Timing(timing.electionTicks(), HEARTBEAT_TICKS, timing.preVote() ? PreVote.ON : PreVote.OFF);
    }

    private static NodeOptions bounds(RaftTiming timing, MemoryPlan memory) {
        long patience =
                PartOptions.requestTimeoutMillis(timing) / timing.heartbeat().toMillis();
        return new NodeOptions(
                MOST_PENDING_PROPOSALS,
                MAILBOX,
                MOST_UNAPPLIED_ENTRIES,
                (int) Math.max(1, patience),
                new SnapshotPolicy(
                        entriesBetweenSnapshots(timing), memory.snapshotEveryBytes(), timing.snapshotCatchupEntries()));
    }
}
