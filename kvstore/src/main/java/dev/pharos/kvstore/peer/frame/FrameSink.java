package dev.pharos.kvstore.peer.frame;

import dev.pharos.raft.model.Message;

/** Takes what a stream brings. */
@FunctionalInterface
public interface FrameSink {
    void message(Message message);
}
