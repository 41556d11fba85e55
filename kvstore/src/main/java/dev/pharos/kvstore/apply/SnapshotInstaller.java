package dev.pharos.kvstore.apply;

import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.raft.model.Snapshot;

/** Puts the state of another member in the place of this member's. */
public interface SnapshotInstaller {
    /** For a member to which nobody sends snapshots: its store can only have been damaged. */
    SnapshotInstaller NONE = (snapshot, present) -> {
        throw new IllegalStateException("the store ends at " + present.applied() + ", before the log's beginning at "
                + snapshot.at() + ": it has been damaged or replaced");
    };

    /**
     * Returns when the new state is durable and every reader sees it. On the apply thread, between batches, or
     * on the starting thread.
     *
     * @param present how far the state is that is to be replaced; the snapshot is ahead of it
     * @return the new state, exactly at the snapshot
     * @throws RuntimeException if it cannot be done; the state is as it was, and the member must stop
     */
    OpenState install(Snapshot snapshot, AppliedState present);
}
