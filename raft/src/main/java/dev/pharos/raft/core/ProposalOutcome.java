package dev.pharos.raft.core;

import dev.pharos.raft.model.EntryId;

/** What became of a proposal at the moment it was made. */
public sealed interface ProposalOutcome {
    /** It has a place in the leader's log, which is this member's; it is not committed yet. */
    record Appended(EntryId id) implements ProposalOutcome {}

    /** It was passed to the leader; whether it arrives is not known. */
    record Forwarded(long leader) implements ProposalOutcome {}

    record Refused(Refusal reason) implements ProposalOutcome {}
}
