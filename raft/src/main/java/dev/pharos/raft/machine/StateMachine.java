package dev.pharos.raft.machine;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Snapshot;

/**
 * What the log is for. While the member starts, the starting thread calls {@link #recovered()} and, if
 * need be, {@link #restore}; from then on all methods are called on the apply thread, one at a time,
 * entries in the order of the log, each exactly once after {@link #recovered()} (a machine that keeps its
 * state in files of its own answers there how far they are).
 *
 * <p>Members must stay equal: what a method does may depend on the entries alone. A method that throws
 * stops the member; a command that cannot be carried out is a result, not an exception.
 *
 * @param <R> what a command answers to the one who proposed it
 */
public interface StateMachine<R> {
    /** How far the state is right after a start, before anything else is called. */
    AppliedState recovered();

    /**
     * Applies a command. The machine knows from its payload whether it answers a proposal, and tells
     * {@code results}; the payload is empty for the first entry of a leader.
     */
    void apply(Entry entry, ProposalResults<R> results);

    /**
     * The entries that were committed together have been applied. A machine that gathers their effects,
     * to make them visible with one write, does so now and gives the answers that it kept back.
     */
    default void batchApplied(ProposalResults<R> results) {}

    /** Whether the machine agrees to a change that the protocol allows. */
    default ChangeVerdict judge(Entry entry, MembershipChange change) {
        return ChangeVerdict.ACCEPTED;
    }

    /**
     * A membership change was applied, was vetoed by {@link #judge}, or did not fit; {@code membership}
     * holds after the entry, changed or not.
     */
    void applyMembership(Entry entry, Membership membership, ProposalResults<R> results);

    /** Freezes the present state, which is that after {@code at}; quick, for it holds up the apply thread. */
    SnapshotImage capture(EntryId at, Membership membership);

    /** Replaces the whole state. */
    void restore(Snapshot snapshot);

    /** How far a state machine is. */
    record AppliedState(EntryId applied, Membership membership) {
        public static final AppliedState NOTHING = new AppliedState(EntryId.ZERO, Membership.EMPTY);
    }

    /** A state machine's say in a membership change; the same on every member. */
    enum ChangeVerdict {
        ACCEPTED,
        /** The entry changes nothing. */
        VETOED
    }
}
