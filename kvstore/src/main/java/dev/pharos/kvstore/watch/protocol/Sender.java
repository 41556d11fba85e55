package dev.pharos.kvstore.watch.protocol;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

/** Who answers: the part of a response header that has nothing to do with the store. */
public record Sender(long clusterId, long memberId, long raftTerm) {
    private static final int CLUSTER_ID = 1;
    private static final int MEMBER_ID = 2;
    private static final int REVISION = 3;
    private static final int RAFT_TERM = 4;

    int headerSize(long revision) {
        return unsignedSize(CLUSTER_ID, clusterId)
                + unsignedSize(MEMBER_ID, memberId)
                + unsignedSize(REVISION, revision)
                + unsignedSize(RAFT_TERM, raftTerm);
    }

    void writeHeader(CodedOutputStream out, long revision) throws IOException {
        writeUnsigned(out, CLUSTER_ID, clusterId);
        writeUnsigned(out, MEMBER_ID, memberId);
        writeUnsigned(out, REVISION, revision);
        writeUnsigned(out, RAFT_TERM, raftTerm);
    }

    static int unsignedSize(int field, long number) {
        return number == 0 ? 0 : CodedOutputStream.computeUInt64Size(field, number);
    }

    static void writeUnsigned(CodedOutputStream out, int field, long number) throws IOException {
        if (number != 0) {
            out.writeUInt64(field, number);
        }
    }
}
