package dev.pharos.kvstore.peer.frame;

import dev.pharos.raft.codec.MessageCodec;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** The message in front of a snapshot. A reader of it is owned by the event loop of the request. */
public final class SnapshotHead {
    private static final long MAX_BYTES = 64L << 20;

    private final Gathering part = new Gathering();
    private boolean inMessage;
    private boolean whole;

    public SnapshotHead() {
        part.wantNumber();
    }

    public static void write(InstallSnapshot message, ByteBuf out) {
        new MessageWriter().message(message, out);
    }

    /**
     * Takes bytes up to the end of the head and leaves what follows; whether the head is whole.
     *
     * @throws dev.pharos.raft.codec.MalformedRecord if it is longer than any head
     */
    public boolean feed(ByteBuf in) {
        while (!whole && part.fill(in)) {
            if (inMessage) {
                whole = true;
            } else {
                part.want(part.length(MAX_BYTES));
                inMessage = true;
            }
        }
        return whole;
    }

    /** Nothing of it has come yet. */
    public boolean isUntouched() {
        return !inMessage && part.isUntouched();
    }

    /**
     * The message of a whole head, whatever it is.
     *
     * @throws dev.pharos.raft.codec.MalformedRecord if the bytes are no message
     */
    public Optional<Message> message() {
        return MessageCodec.read(part.content());
    }
}
