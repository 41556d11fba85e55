package dev.pharos.raft.codec;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;

/** raftpb.Snapshot with its metadata. */
public final class SnapshotCodec {
    private static final int DATA = 1;
    private static final int METADATA = 2;

    private static final int META_CONF_STATE = 1;
    private static final int META_INDEX = 2;
    private static final int META_TERM = 3;

    private SnapshotCodec() {}

    public static void write(Snapshot snapshot, ProtoWriter out) {
        if (!snapshot.data().isEmpty()) {
            out.bytes(DATA, snapshot.data());
        }
        ProtoWriter membership = new ProtoWriter();
        MembershipCodec.write(snapshot.membership(), membership);
        ProtoWriter metadata = new ProtoWriter();
        metadata.message(META_CONF_STATE, membership);
        metadata.uint64(META_INDEX, snapshot.at().index());
        metadata.uint64(META_TERM, snapshot.at().term());
        out.message(METADATA, metadata);
    }

    public static Snapshot read(ProtoReader in) {
        Payload data = Payload.EMPTY;
        Snapshot metadata = Snapshot.NONE;
        while (in.next()) {
            switch (in.field()) {
                case DATA -> data = in.payload();
                case METADATA -> metadata = readMetadata(in.message());
                default -> in.skip();
            }
        }
        return new Snapshot(metadata.at(), metadata.membership(), data);
    }

    private static Snapshot readMetadata(ProtoReader in) {
        Membership membership = Membership.EMPTY;
        long index = 0;
        long term = 0;
        while (in.next()) {
            switch (in.field()) {
                case META_CONF_STATE -> membership = MembershipCodec.read(in.message());
                case META_INDEX -> index = in.uint64();
                case META_TERM -> term = in.uint64();
                default -> in.skip();
            }
        }
        return new Snapshot(new EntryId(term, index), membership, Payload.EMPTY);
    }
}
