package dev.pharos.raft.storage.record;

import dev.pharos.raft.codec.MembershipCodec;
import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Snapshot;

/** Says in the log that a snapshot file of the state at {@code at} is safely stored. */
public record SnapshotMarker(EntryId at, Membership membership) {
    /** The marker at the head of a new log. */
    public static final SnapshotMarker ZERO = new SnapshotMarker(EntryId.ZERO, Membership.EMPTY);

    private static final int INDEX = 1;
    private static final int TERM = 2;
    private static final int CONF_STATE = 3;

    public static SnapshotMarker of(Snapshot snapshot) {
        return new SnapshotMarker(snapshot.at(), snapshot.membership());
    }

    void write(ProtoWriter out) {
        out.uint64(INDEX, at.index());
        out.uint64(TERM, at.term());
        if (!membership.equals(Membership.EMPTY)) {
            ProtoWriter state = new ProtoWriter();
            MembershipCodec.write(membership, state);
            out.message(CONF_STATE, state);
        }
    }

    public static SnapshotMarker read(ProtoReader in) {
        long index = 0;
        long term = 0;
        Membership membership = Membership.EMPTY;
        while (in.next()) {
            switch (in.field()) {
                case INDEX -> index = in.uint64();
                case TERM -> term = in.uint64();
                case CONF_STATE -> membership = MembershipCodec.read(in.message());
                default -> in.skip();
            }
        }
        return new SnapshotMarker(new EntryId(term, index), membership);
    }
}
