package dev.pharos.raft.transport;

import dev.pharos.raft.model.Message;

/** Where the network side of a member puts what arrives. Never blocks; under overload messages are dropped. */
public interface Inbox {
    /** A message has arrived; it may be for another member, or nonsense, and is dropped then. */
    void receive(Message message);

    /** Messages to this member were lost, or probably were. */
    void unreachable(long member);
}
