package dev.pharos.raft.core;

import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.ReadMode;

/** What every role of one member shares: its ballot, its log, its group, and where it puts what goes out. */
final class CoreState {
    final long self;
    final RaftOptions options;
    final Ballot ballot;
    final Journal journal;
    final ElectionClock clock;
    final Outbox outbox = new Outbox();
    private Membership membership;
    /** Counts to the election timeout and stops; a start counts as having heard a leader just before. */
    private int ticksSinceLeaderHeard;

    CoreState(RaftCore.Start start) {
        this.self = start.self();
        this.options = start.options();
        this.ballot = new Ballot(start.hardState());
        this.journal = start.journal();
        this.membership = start.membership();
        this.clock = new ElectionClock(options.timing().electionTicks(), start.random());
    }

    Membership membership() {
        return membership;
    }

    void changeMembership(Membership next) {
        membership = next;
    }

    /** Whether this member may campaign: it votes, and its log does not still wait for a snapshot's state. */
    boolean isPromotable() {
        return membership.isVoter(self) && !journal.awaitsRestore();
    }

    /**
     * A member whose committed membership changes are not applied yet would count the wrong voters; it
     * waits another timeout.
     */
    boolean mayCampaign() {
        return isPromotable() && !journal.hasUnappliedMembershipChange();
    }

    /** How many voters come before this one when they take turns, in the order of their ids, without one of them. */
    int votersBefore(long without) {
        int before = 0;
        MemberSet voters = membership.voters();
        for (int position = 0; position < voters.size() && voters.get(position) != self; position++) {
            before += voters.get(position) == without ? 0 : 1;
        }
        return before;
    }

    void elapse(int ticks) {
        clock.elapse(ticks);
        ticksSinceLeaderHeard =
                Math.min(ticksSinceLeaderHeard + ticks, options.timing().electionTicks());
    }

    void leaderHeard() {
        ticksSinceLeaderHeard = 0;
        clock.heardLeader();
    }

    /**
     * Whether some leader may answer reads because this member heard it lately. Such a promise outlives
     * the term in which it was given, and the member's memory of its leader.
     */
    boolean isBoundByLease() {
        return options.reads().mode() == ReadMode.LEASE
                && ticksSinceLeaderHeard < options.timing().electionTicks();
    }

    boolean isBallotPersisted() {
        HardState persisted = journal.ledger().persistedState();
        return persisted.term() == ballot.term() && persisted.vote() == ballot.vote();
    }

    Envelope envelopeTo(long member) {
        return new Envelope(self, member, ballot.term());
    }
}
