package dev.pharos.raft.codec;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * raftpb.Message as its fields, whatever they mean for its type. Scalars are written even when they are
 * zero; the snapshot only where there is one, as etcd does since 3.6. Owned by whoever made it.
 */
final class MessageFields {
    private static final int TYPE = 1;
    private static final int TO = 2;
    private static final int FROM = 3;
    private static final int TERM = 4;
    private static final int LOG_TERM = 5;
    private static final int INDEX = 6;
    private static final int ENTRIES = 7;
    private static final int COMMIT = 8;
    private static final int SNAPSHOT = 9;
    private static final int REJECT = 10;
    private static final int REJECT_HINT = 11;
    private static final int CONTEXT = 12;
    private static final int VOTE = 13;

    private static final Envelope NOBODY = new Envelope(0, 0, 0);

    long type;
    Envelope envelope;

    /** Fields 5 and 6. */
    EntryId position = EntryId.ZERO;

    List<Entry> entries = List.of();
    long commit;
    Snapshot snapshot = Snapshot.NONE;
    boolean reject;
    long rejectHint;
    Payload context = Payload.EMPTY;

    MessageFields(long type, Envelope envelope) {
        this.type = type;
        this.envelope = envelope;
    }

    void write(ProtoWriter out) {
        out.uint64(TYPE, type);
        out.uint64(TO, envelope.to());
        out.uint64(FROM, envelope.from());
        out.uint64(TERM, envelope.term());
        out.uint64(LOG_TERM, position.term());
        out.uint64(INDEX, position.index());
        for (Entry entry : entries) {
            out.begin(ENTRIES, EntryCodec.size(entry));
            EntryCodec.write(entry, out);
        }
        out.uint64(COMMIT, commit);
        if (!snapshot.isNone()) {
            ProtoWriter content = new ProtoWriter();
            SnapshotCodec.write(snapshot, content);
            out.message(SNAPSHOT, content);
        }
        out.bool(REJECT, reject);
        out.uint64(REJECT_HINT, rejectHint);
        if (!context.isEmpty()) {
            out.bytes(CONTEXT, context);
        }
        out.uint64(VOTE, 0);
    }

    static MessageFields read(ProtoReader in) {
        MessageFields fields = new MessageFields(0, NOBODY);
        List<Entry> entries = new ArrayList<>();
        long to = 0;
        long from = 0;
        long term = 0;
        long logTerm = 0;
        long index = 0;
        while (in.next()) {
            switch (in.field()) {
                case TYPE -> fields.type = in.uint64();
                case TO -> to = in.uint64();
                case FROM -> from = in.uint64();
                case TERM -> term = in.uint64();
                case LOG_TERM -> logTerm = in.uint64();
                case INDEX -> index = in.uint64();
                case ENTRIES -> entries.add(EntryCodec.read(in.message()));
                default -> fields.readRest(in);
            }
        }
        fields.envelope = new Envelope(from, to, term);
        fields.position = new EntryId(logTerm, index);
        fields.entries = List.copyOf(entries);
        return fields;
    }

    private void readRest(ProtoReader in) {
        switch (in.field()) {
            case COMMIT -> commit = in.uint64();
            case SNAPSHOT -> snapshot = SnapshotCodec.read(in.message());
            case REJECT -> reject = in.bool();
            case REJECT_HINT -> rejectHint = in.uint64();
            case CONTEXT -> context = in.payload();
            default -> in.skip();
        }
    }
}
