package dev.pharos.kvstore.peer.frame;

import dev.pharos.raft.codec.EntryCodec;
import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message.Append;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** The frames of a msgapp stream. Owned by the event loop of the stream. */
final class AppendReader implements FrameReader {
    /** What is being read. */
    private enum Part {
        KIND,
        MESSAGE_LENGTH,
        MESSAGE,
        COUNT,
        ENTRY_LENGTH,
        ENTRY,
        COMMIT
    }

    private final long from;
    private final long to;
    private final FrameSink sink;
    private final Gathering part = new Gathering();
    private Part reading = Part.KIND;

    /** Where the last frame ended, as the writer knows it too. */
    private EntryId end = EntryId.ZERO;

    private List<Entry> entries = List.of();
    private long entriesLeft;
    private long frameBytes;

    AppendReader(long from, long to, FrameSink sink) {
        this.from = from;
        this.to = to;
        this.sink = sink;
        expect(Part.KIND, 1);
    }

    @Override
    public void feed(ByteBuf in) {
        while (part.fill(in)) {
            switch (reading) {
                case KIND -> begin(part.first());
                case MESSAGE_LENGTH -> expect(Part.MESSAGE, part.length(Gathering.MAX_FRAME_BYTES));
                case MESSAGE -> wholeMessage();
                case COUNT -> beginEntries(part.number());
                case ENTRY_LENGTH -> expect(Part.ENTRY, entryLength());
                case ENTRY -> addEntry();
                case COMMIT -> endEntries(part.number());
            }
        }
    }

    private void expect(Part next, int bytes) {
        reading = next;
        part.want(bytes);
    }

    private void expectNumber(Part next) {
        reading = next;
        part.wantNumber();
    }

    private void begin(int kind) {
        switch (kind) {
            case AppendFrame.HEARTBEAT -> expect(Part.KIND, 1);
            case AppendFrame.ENTRIES -> expectNumber(Part.COUNT);
            case AppendFrame.MESSAGE -> expectNumber(Part.MESSAGE_LENGTH);
            default -> throw new MalformedRecord("a frame of kind " + kind + " on a msgapp stream");
        }
    }

    private void wholeMessage() {
        MessageReader.deliver(part.content(), message -> {
            end = AppendWriter.endOf(message);
            sink.message(message);
        });
        expect(Part.KIND, 1);
    }

    private void beginEntries(long count) {
        if (count < 0 || count > Gathering.MAX_FRAME_BYTES) {
            throw new MalformedRecord("a frame claims " + Long.toUnsignedString(count) + " entries");
        }
        entries = new ArrayList<>();
        entriesLeft = count;
        frameBytes = 0;
        nextEntry();
    }

    private void nextEntry() {
        expectNumber(entriesLeft == 0 ? Part.COMMIT : Part.ENTRY_LENGTH);
    }

    private int entryLength() {
        int length = part.length(Gathering.MAX_FRAME_BYTES - frameBytes);
        frameBytes = Math.min(Gathering.MAX_FRAME_BYTES, frameBytes + length + Long.BYTES);
        return length;
    }

    private void addEntry() {
        entries.add(EntryCodec.read(part.content()));
        entriesLeft--;
        nextEntry();
    }

    private void endEntries(long commit) {
        EntryId previous = end;
        end = new EntryId(end.term(), end.index() + entries.size());
        sink.message(new Append(new Envelope(from, to, previous.term()), previous, List.copyOf(entries), commit));
        entries = List.of();
        expect(Part.KIND, 1);
    }
}
