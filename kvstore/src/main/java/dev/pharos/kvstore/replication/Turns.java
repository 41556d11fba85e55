package dev.pharos.kvstore.replication;

/**
 * Threads that work in turns: each takes what has arrived, handles one after the other, and looks again. The
 * event loops of the connections do.
 */
public interface Turns {
    /** For callers of which nothing of the kind is known. */
    Turns NONE = task -> false;

    /**
     * Runs the task at the end of the turn that the calling thread is in, once however often it is given; false,
     * and never, if that thread works in no turns.
     */
    boolean atEnd(Runnable task);
}
