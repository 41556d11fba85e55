package dev.pharos.raft.model;

/** What the core tells observers and metrics; nothing in the protocol hangs on it. */
public sealed interface RaftEvent {
    /** The member took a role, or follows another leader (0 for none known). */
    record RoleTaken(RoleName role, long term, long leader) implements RaftEvent {}

    record MembershipTaken(Membership membership) implements RaftEvent {}

    /** A leader stepped down because a majority was silent for an election timeout. */
    record QuorumLost(long term) implements RaftEvent {}

    record SnapshotNeeded(long member, EntryId at) implements RaftEvent {}

    /** A member needs a snapshot, and the newest is from before its time: take another. */
    record SnapshotOutdated(long member, EntryId at) implements RaftEvent {}

    record TransferAbandoned(long target) implements RaftEvent {}

    /** A message that no correct member sends; it was dropped. */
    record ImpossibleMessage(Message message) implements RaftEvent {}
}
