package dev.pharos.kvstore.apply;

import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;

/** Makes the headers of this member's answers. */
public record Headers(long clusterId, long memberId) {
    public ResponseHeader at(long revision, long term) {
        return ResponseHeader.newBuilder()
                .setClusterId(clusterId)
                .setMemberId(memberId)
                .setRevision(revision)
                .setRaftTerm(term)
                .build();
    }

    /** The header of an operation inside a transaction. */
    static ResponseHeader inTxn(long revision) {
        return ResponseHeader.newBuilder().setRevision(revision).build();
    }
}
