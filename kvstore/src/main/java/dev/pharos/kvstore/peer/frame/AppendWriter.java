package dev.pharos.kvstore.peer.frame;

import dev.pharos.raft.codec.EntryCodec;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** The frames of a msgapp stream. Owned by the event loop of the stream. */
final class AppendWriter implements FrameWriter {
    private static final int KEPT_BYTES = 64 * 1024;

    private final ProtoWriter scratch = new ProtoWriter();
    private final MessageWriter whole = new MessageWriter();

    /** Where the last frame ended, as the reader knows it too. */
    private EntryId end = EntryId.ZERO;

    @Override
    public void message(Message message, ByteBuf out) {
        if (message instanceof Append append && goesOn(append)) {
            writeEntries(append, out);
            end = new EntryId(end.term(), end.index() + append.entries().size());
        } else {
            out.writeByte(AppendFrame.MESSAGE);
            whole.message(message, out);
            end = endOf(message);
        }
    }

    /** Only then does the reader know term and place without being told. */
    private boolean goesOn(Append append) {
        return append.previous().equals(end) && append.term() == end.term();
    }

    private void writeEntries(Append append, ByteBuf out) {
        out.writeByte(AppendFrame.ENTRIES);
        out.writeLong(append.entries().size());
        for (Entry entry : append.entries()) {
            scratch.clear(KEPT_BYTES);
            EntryCodec.write(entry, scratch);
            out.writeLong(scratch.size());
            out.writeBytes(scratch.array(), 0, scratch.size());
        }
        out.writeLong(append.commit());
    }

    @Override
    public void heartbeat(ByteBuf out) {
        out.writeByte(AppendFrame.HEARTBEAT);
    }

    /** Where a whole message leaves both sides. */
    static EntryId endOf(Message message) {
        if (!(message instanceof Append append)) {
            return new EntryId(message.term(), 0);
        }
        List<Entry> entries = append.entries();
        long index = entries.isEmpty()
                ? append.previous().index()
                : entries.get(entries.size() - 1).index();
        return new EntryId(append.term(), index);
    }
}
