package dev.pharos.raft.node;

/** Work that comes through a mailbox and is done in turns by one thread. */
interface Duty {
    /** Waits for work; false when there will be none any more. */
    boolean awaitWork() throws InterruptedException;

    boolean hasWork();

    /** Does the work that is there. */
    void turn();

    /** No more work is accepted; {@link #awaitWork} answers false once the rest is done. */
    void close();

    /** The last call, by the thread that took the turns. */
    default void ended() {}
}
