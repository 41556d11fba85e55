package dev.pharos.raft.machine;

import dev.pharos.raft.model.RaftEvent;

/** Hears what happens, for logs and metrics. Called on the member's own threads: return quickly. */
public interface RaftObserver {
    /** On the raft loop. */
    default void onEvent(RaftEvent event) {}

    /** On the log thread: so many entries went to disk in one write, which took so long with its sync. */
    default void onLogWrite(int entries, long nanos) {}

    /** On the apply thread. */
    default void onApplied(int entries) {}

    /**
     * On the caller's thread: the mailbox is full or closed, and a message or a request without an answer was
     * dropped.
     */
    default void onDropped() {}

    /** The member works no more; {@code cause} is what broke it. Called once, on the thread that found out. */
    default void onFailure(Throwable cause) {}
}
