package dev.pharos.raft.machine;

/** Where a state machine puts the answers to commands. Ids that nobody waits for on this member are ignored. */
public interface ProposalResults<R> {
    void complete(long requestId, R result);
}
