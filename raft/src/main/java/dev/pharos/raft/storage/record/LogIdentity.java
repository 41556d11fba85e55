package dev.pharos.raft.storage.record;

import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.codec.ProtoWriter;

/** Whose log it is; stands at the head of every segment. */
public record LogIdentity(long memberId, long clusterId) {
    private static final int NODE = 1;
    private static final int CLUSTER = 2;

    int encodedSize() {
        return ProtoWriter.fieldSize(memberId) + ProtoWriter.fieldSize(clusterId);
    }

    void write(ProtoWriter out) {
        out.uint64(NODE, memberId);
        out.uint64(CLUSTER, clusterId);
    }

    public static LogIdentity read(ProtoReader in) {
        long memberId = 0;
        long clusterId = 0;
        while (in.next()) {
            switch (in.field()) {
                case NODE -> memberId = in.uint64();
                case CLUSTER -> clusterId = in.uint64();
                default -> in.skip();
            }
        }
        return new LogIdentity(memberId, clusterId);
    }

    @Override
    public String toString() {
        return "member " + Long.toHexString(memberId) + " of cluster " + Long.toHexString(clusterId);
    }
}
