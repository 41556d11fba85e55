package dev.pharos.kvstore.server;

import dev.pharos.kvstore.apply.MembershipRules;
import dev.pharos.kvstore.config.CompactionOptions;
import dev.pharos.kvstore.config.FeatureGate;
import dev.pharos.kvstore.config.RaftTiming;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.lease.LeaseOptions;
import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.kvstore.replication.Proposer;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import java.time.Duration;

/** What the options of the server mean to its parts. */
record PartOptions(ServerOptions options, MemoryPlan memory) {
    private static final int REMEMBERED_HASHES = 10;
    private static final int HEADROOM_BYTES = 512 * 1024;

    LeaseOptions leases() {
        RaftTiming raft = options.raft();
        boolean checkpoints = options.gates().isEnabled(FeatureGate.LEASE_CHECKPOINT);
        return LeaseOptions.of(
                LeaseOptions.minTtlSeconds(raft.electionTicks(), raft.heartbeat()),
                checkpoints ? Checkpoints.ON : Checkpoints.OFF);
    }

    StoreOptions store() {
        CompactionOptions compaction = options.storage().compaction();
        return new StoreOptions(compaction.batchRevisions(), compaction.pause(), REMEMBERED_HASHES);
    }

    HubOptions watches() {
        return HubOptions.DEFAULT
                .recentBytes(memory.recentEventBytes())
                .fragmentBytes(maxMessageBytes())
                .progressInterval(options.service().watchProgressInterval());
    }

    Proposer.Limits proposals() {
        return new Proposer.Limits(
                options.service().limits().maxRequestBytes(),
                Math.max(
                        memory.pendingProposalBytes(),
                        2L * options.service().limits().maxRequestBytes()),
                requestTimeoutMillis(options.raft()));
    }

    /** The largest message that a client may send: a request, and room for what is around it. */
    int maxMessageBytes() {
        return Math.addExact(options.service().limits().maxRequestBytes(), HEADROOM_BYTES);
    }

    Duration requestTimeout() {
        return Duration.ofMillis(requestTimeoutMillis(options.raft()));
    }

    /** How long to wait for another member's answer, as etcd does for a connection. */
    Duration peerPatience() {
        return options.raft().election().plusSeconds(1);
    }

    MembershipRules membershipRules() {
        return new MembershipRules(options.bootstrap().maxLearners());
    }

    /** How long a request may take: five seconds and two elections (rule 12.2). */
    static long requestTimeoutMillis(RaftTiming timing) {
        return 5_000 + 2 * timing.election().toMillis();
    }
}
