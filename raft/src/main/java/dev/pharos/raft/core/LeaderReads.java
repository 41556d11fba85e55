package dev.pharos.raft.core;

import dev.pharos.raft.core.ReadRounds.Request;
import dev.pharos.raft.model.Message.ReadIndexAnswer;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.ReadMode;
import java.util.ArrayList;
import java.util.List;

/** Answers reads as a leader: its own and those that followers pass on. */
final class LeaderReads {
    private final CoreState state;
    private final ReadRounds rounds;
    /** Reads from before this leader's first commit in its term, when its commit index may lag (thesis 6.4). */
    private List<Request> early = new ArrayList<>();

    private long nowTick;
    /** Set for good when this leader hands over: its successor need not wait for the lease to end. */
    private boolean leaseGivenUp;

    LeaderReads(CoreState state) {
        this.state = state;
        this.rounds = new ReadRounds(state.options.reads().maxPending());
    }

    ReadRounds rounds() {
        return rounds;
    }

    boolean isFull() {
        return rounds.isFull() || early.size() >= state.options.reads().maxPending();
    }

    void elapse(int ticks) {
        nowTick += ticks;
    }

    void giveUpLease() {
        leaseGivenUp = true;
    }

    void add(long member, Payload context) {
        long committed = state.journal.committed();
        if (!hasCommittedInTerm()) {
            early.add(new Request(member, context, 0));
        } else if (holdsLease()) {
            answer(new Request(member, context, committed));
        } else {
            rounds.add(new Request(member, context, committed));
        }
    }

    /** Takes up the reads that waited for the first commit of the term. */
    void onCommit() {
        if (!early.isEmpty() && hasCommittedInTerm()) {
            List<Request> waited = early;
            early = new ArrayList<>();
            waited.forEach(request -> add(request.member(), request.context()));
        }
    }

    boolean wantsRound() {
        return rounds.wantsRound();
    }

    /** With leases every heartbeat opens a round, unless one is still open: that is what renews the lease. */
    boolean renewsLease() {
        return state.options.reads().mode() == ReadMode.LEASE && !rounds.isUnderWay();
    }

    void startRound() {
        rounds.start(nowTick);
    }

    void confirm(long answeredByQuorum) {
        rounds.confirm(answeredByQuorum).forEach(this::answer);
    }

    private boolean hasCommittedInTerm() {
        return state.journal.termAt(state.journal.committed()) == state.ballot.term();
    }

    private boolean holdsLease() {
        RaftOptions.Reads options = state.options.reads();
        int leaseTicks = state.options.timing().electionTicks() - options.leaseMarginTicks();
        return options.mode() == ReadMode.LEASE
                && !leaseGivenUp
                && rounds.confirmedStartTick() != Long.MIN_VALUE
                && nowTick - rounds.confirmedStartTick() < leaseTicks;
    }

    private void answer(Request request) {
        if (request.member() == state.self) {
            state.outbox.grantRead(request.context(), request.index());
        } else {
            state.outbox.send(
                    new ReadIndexAnswer(state.envelopeTo(request.member()), request.context(), request.index()));
        }
    }
}
