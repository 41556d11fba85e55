package dev.pharos.raft.machine;

/** Where a state machine puts the answers to commands. Ids that nobody waits for on this member are ignored. */
public interface ProposalResults<R> {
    /** The command of this request was applied and answers so. */
    void complete(long requestId, R result);
}
