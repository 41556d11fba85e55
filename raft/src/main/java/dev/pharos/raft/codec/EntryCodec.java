package dev.pharos.raft.codec;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Payload;

/** raftpb.Entry. An empty payload is left out, as etcd leaves out absent data. */
public final class EntryCodec {
    private static final int TYPE = 1;
    private static final int TERM = 2;
    private static final int INDEX = 3;
    private static final int DATA = 4;

    private static final int LAST_TYPE = EntryType.CHANGE_V2.number();

    private EntryCodec() {}

    public static int size(Entry entry) {
        return ProtoWriter.fieldSize(entry.type().number())
                + ProtoWriter.fieldSize(entry.term())
                + ProtoWriter.fieldSize(entry.index())
                + (entry.data().isEmpty() ? 0 : ProtoWriter.fieldSize(entry.data()));
    }

    public static void write(Entry entry, ProtoWriter out) {
        out.uint64(TYPE, entry.type().number());
        out.uint64(TERM, entry.term());
        out.uint64(INDEX, entry.index());
        if (!entry.data().isEmpty()) {
            out.bytes(DATA, entry.data());
        }
    }

    public static Entry read(ProtoReader in) {
        EntryType type = EntryType.NORMAL;
        long term = 0;
        long index = 0;
        Payload data = Payload.EMPTY;
        while (in.next()) {
            switch (in.field()) {
                case TYPE -> type = EntryType.numbered(in.number(LAST_TYPE));
                case TERM -> term = in.uint64();
                case INDEX -> index = in.uint64();
                case DATA -> data = in.payload();
                default -> in.skip();
            }
        }
        return new Entry(type, term, index, data);
    }
}
