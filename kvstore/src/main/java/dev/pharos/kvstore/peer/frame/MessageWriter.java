package dev.pharos.kvstore.peer.frame;

import dev.pharos.raft.codec.MessageCodec;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Payload;
import io.netty.buffer.ByteBuf;

/** The frames of a message stream. Owned by the event loop of the stream. */
final class MessageWriter implements FrameWriter {
    private static final int KEPT_BYTES = 64 * 1024;
    private static final Message LINK_HEARTBEAT = new Heartbeat(new Envelope(0, 0, 0), 0, Payload.EMPTY);

    private final ProtoWriter scratch = new ProtoWriter();

    @Override
    public void message(Message message, ByteBuf out) {
        scratch.clear(KEPT_BYTES);
        MessageCodec.write(message, scratch);
        out.writeLong(scratch.size());
        out.writeBytes(scratch.array(), 0, scratch.size());
    }

    @Override
    public void heartbeat(ByteBuf out) {
        message(LINK_HEARTBEAT, out);
    }
}
