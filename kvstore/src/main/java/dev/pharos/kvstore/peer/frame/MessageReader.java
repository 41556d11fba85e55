package dev.pharos.kvstore.peer.frame;

import dev.pharos.raft.codec.MessageCodec;
import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.model.Message;
import io.netty.buffer.ByteBuf;

/** The frames of a message stream. Owned by the event loop of the stream. */
final class MessageReader implements FrameReader {
    private final FrameSink sink;
    private final Gathering part = new Gathering();
    private boolean inMessage;

    MessageReader(FrameSink sink) {
        this.sink = sink;
        part.wantNumber();
    }

    @Override
    public void feed(ByteBuf in) {
        while (part.fill(in)) {
            if (inMessage) {
                deliver(part.content(), sink);
                part.wantNumber();
            } else {
                part.want(part.length(Gathering.MAX_FRAME_BYTES));
            }
            inMessage = !inMessage;
        }
    }

    static void deliver(ProtoReader content, FrameSink sink) {
        MessageCodec.read(content).filter(MessageReader::isOfRaft).ifPresent(sink::message);
    }

    /** A heartbeat of the link has no members in it. */
    private static boolean isOfRaft(Message message) {
        return message.from() != 0 || message.to() != 0 || !(message instanceof Message.Heartbeat);
    }
}
