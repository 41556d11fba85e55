package dev.pharos.kvstore.peer.frame;

import dev.pharos.raft.model.Message;
import io.netty.buffer.ByteBuf;

/** Writes the frames of one stream. Owned by its event loop. */
public interface FrameWriter {
    void message(Message message, ByteBuf out);

    /** What shows that the link is alive, and is no message of raft. */
    void heartbeat(ByteBuf out);
}
