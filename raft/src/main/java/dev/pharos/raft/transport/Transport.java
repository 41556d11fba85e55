package dev.pharos.raft.transport;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;

/**
 * Carries messages to other members. Messages may be lost, delayed, reordered and repeated; only {@link
 * dev.pharos.raft.model.Message.Forward} must arrive at most once, for the leader would put each copy of
 * a proposal into the log. A transport that knows of a loss says so by {@link Inbox#unreachable}.
 */
public interface Transport {
    /** Called by the raft loop and by the log thread. Snapshots go the other way. */
    void send(Message message);

    /**
     * Carries a snapshot, data and all, and reports the end to {@code delivery} in any case: the leader
     * sends that member nothing else until then.
     */
    void sendSnapshot(InstallSnapshot message, SnapshotDelivery delivery);

    /** How a snapshot's way ended. */
    interface SnapshotDelivery {
        void delivered();

        void failed();
    }
}
