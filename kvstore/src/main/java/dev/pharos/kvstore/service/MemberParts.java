package dev.pharos.kvstore.service;

import dev.pharos.kvstore.apply.AppliedParts;
import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.replication.LinearizableReads;
import dev.pharos.kvstore.replication.Proposer;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.node.RaftNode;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import java.util.function.Supplier;

/**
 * What the operations reach of this member.
 *
 * @param state asked each time anew, for a snapshot may replace all of it between two requests
 */
public record MemberParts(
        RaftNode<Outcome> node,
        Proposer proposer,
        LinearizableReads reads,
        Supplier<AppliedParts> state,
        OperationCounts counts) {

    /** A member of which nobody counts. */
    public MemberParts(
            RaftNode<Outcome> node, Proposer proposer, LinearizableReads reads, Supplier<AppliedParts> state) {
        this(node, proposer, reads, state, OperationCounts.NONE);
    }

    public AppliedParts applied() {
        return state.get();
    }

    public MvccStore store() {
        return applied().store();
    }

    public RaftStatus status() {
        return node.status();
    }

    public long memberId() {
        return applied().headers().memberId();
    }

    public boolean leads() {
        return status().leader() == memberId();
    }

    /** Whether it does not vote, and serves clients next to nothing. */
    public boolean isLearner() {
        return status().membership().isLearner(memberId());
    }

    /** The header of an answer that was read at a revision. */
    public ResponseHeader header(long revision) {
        return applied().headers().at(revision, status().term());
    }

    /** The header of an answer about the present. */
    public ResponseHeader header() {
        return header(store().revision());
    }
}
