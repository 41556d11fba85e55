package dev.pharos.kvstore.server;

import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.raft.model.RaftOptions.Flow;
import io.netty.util.internal.PlatformDependent;

/**
 * How the memory of the process is divided, by the size of its heap: what is on its way into the log, what is
 * handed to the store, what the store keeps, what is on its way to clients. All of it is bounded.
 */
record MemoryPlan(long heapBytes) {
    private static final long MIB = 1 << 20;

    static MemoryPlan ofThisProcess() {
        return new MemoryPlan(Runtime.getRuntime().maxMemory());
    }

    /** Proposals of clients that are not applied yet. */
    long pendingProposalBytes() {
        return Math.max(8 * MIB, heapBytes / 5);
    }

    Flow raftFlow() {
        long uncommitted = pendingProposalBytes();
        long inflight = Math.max(8 * MIB, heapBytes / 16);
        long applying = Math.max(4 * MIB, heapBytes / 32);
        long unapplied = Math.max(8 * MIB, heapBytes / 10);
        return new Flow(MIB / 2, 512, inflight, uncommitted, applying, unapplied);
    }

    /** Entries after which a snapshot is due, however few they are. */
    long snapshotEveryBytes() {
        return Math.max(8 * MIB, heapBytes / 12);
    }

    long recentEventBytes() {
        return Math.max(4 * MIB, heapBytes / 12);
    }

    /** What one request may bring into the heap while it is carried out. */
    long largestInMemory() {
        return Math.max(16 * MIB, heapBytes / 3);
    }

    /** Answers that are larger than what is read at once; they wait outside the heap for their clients. */
    long largeAnswerBytes() {
        return PlatformDependent.maxDirectMemory() / 4 * 3;
    }

    BackendOptions backend() {
        return BackendOptions.DEFAULT;
    }
}
