package dev.pharos.raft.codec;

import dev.pharos.raft.model.HardState;

/** raftpb.HardState. */
public final class HardStateCodec {
    private static final int TERM = 1;
    private static final int VOTE = 2;
    private static final int COMMIT = 3;

    private HardStateCodec() {}

    public static int size(HardState state) {
        return ProtoWriter.fieldSize(state.term())
                + ProtoWriter.fieldSize(state.vote())
                + ProtoWriter.fieldSize(state.commit());
    }

    public static void write(HardState state, ProtoWriter out) {
        out.uint64(TERM, state.term());
        out.uint64(VOTE, state.vote());
        out.uint64(COMMIT, state.commit());
    }

    public static HardState read(ProtoReader in) {
        long term = 0;
        long vote = 0;
        long commit = 0;
        while (in.next()) {
            switch (in.field()) {
                case TERM -> term = in.uint64();
                case VOTE -> vote = in.uint64();
                case COMMIT -> commit = in.uint64();
                default -> in.skip();
            }
        }
        return new HardState(term, vote, commit);
    }
}
