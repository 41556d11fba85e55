package dev.pharos.kvstore.peer.frame;

import io.netty.buffer.ByteBuf;

/** Reads the frames of one stream. Owned by its event loop. */
public interface FrameReader {
    /**
     * Reads all there is; frames may be cut anywhere.
     *
     * @throws dev.pharos.raft.codec.MalformedRecord if it is no frame; the stream is of no use then
     */
    void feed(ByteBuf in);
}
