package dev.pharos.raft.node;

import dev.pharos.raft.check.OwnerThread;
import java.util.ArrayList;
import java.util.List;

/**
 * Work that comes through a mailbox and is done in turns, all by one thread: that of a {@link Worker}, or
 * whoever plays it.
 */
abstract class Duty<T> {
    private final Mailbox<T> mailbox;
    private final int mostAtOnce;
    private final OwnerThread owner;
    private final List<T> batch = new ArrayList<>();

    Duty(String name, Mailbox<T> mailbox, int mostAtOnce) {
        this.owner = new OwnerThread(name);
        this.mailbox = mailbox;
        this.mostAtOnce = mostAtOnce;
    }

    final Mailbox<T> mailbox() {
        return mailbox;
    }

    /** Waits for work; false when there will be none any more. */
    final boolean awaitWork() throws InterruptedException {
        return mailbox.await();
    }

    final boolean hasWork() {
        return !mailbox.isEmpty();
    }

    /** Does the work that is there. */
    final void turn() {
        owner.check();
        batch.clear();
        mailbox.drainTo(batch, mostAtOnce);
        take(batch);
    }

    abstract void take(List<T> work);

    /** No more work is accepted; {@link #awaitWork} answers false once the rest is done. */
    final void close() {
        mailbox.close();
    }

    /** The last call, by the thread that took the turns. */
    void ended() {}
}
