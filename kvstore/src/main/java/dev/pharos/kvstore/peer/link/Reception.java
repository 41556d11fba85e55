package dev.pharos.kvstore.peer.link;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.transport.Inbox;
import org.jspecify.annotations.Nullable;

/** The inbox of the member, from when there is one; what comes before is dropped. Thread-safe. */
public final class Reception {
    private volatile @Nullable Inbox inbox;

    public void attach(Inbox to) {
        inbox = to;
    }

    public boolean isOpen() {
        return inbox != null;
    }

    public void receive(Message message) {
        Inbox to = inbox;
        if (to != null) {
            to.receive(message);
        }
    }

    public void unreachable(long member) {
        Inbox to = inbox;
        if (to != null) {
            to.unreachable(member);
        }
    }
}
