package dev.pharos.raft.core;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.core.Ready.Write;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.RaftOptions.PreVote;
import dev.pharos.raft.model.RaftOptions.Timing;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.quorum.MembershipStep;
import java.util.List;
import java.util.random.RandomGenerator;

/** Member 1, alone on a bench: a test gives it inputs and takes what comes out. */
final class Bench {
    static final long SELF = 1;
    static final int ELECTION_TICKS = 10;

    /** Without pre-vote and with the shortest timeout, so that a test says no more than it is about. */
    static final RaftOptions OPTIONS = RaftOptions.defaults().with(new Timing(ELECTION_TICKS, 1, PreVote.OFF));

    static final RaftOptions PRE_VOTE = OPTIONS.with(new Timing(ELECTION_TICKS, 1, PreVote.ON));
    static final Membership THREE = Membership.ofVoters(1, 2, 3);

    /** Every draw is 0: a timeout takes exactly {@link #ELECTION_TICKS}. */
    private static final RandomGenerator NO_CHANCE = () -> 0;

    private final RaftCore core;

    private Bench(RaftCore core) {
        this.core = core;
    }

    /** What a member starts from; a value with defaults. */
    record Start(RaftOptions options, Membership membership, HardState hardState, Snapshot snapshot, List<Entry> log) {
        static final Start EMPTY = new Start(OPTIONS, THREE, HardState.INITIAL, Snapshot.NONE, List.of());

        Start with(RaftOptions other) {
            return new Start(other, membership, hardState, snapshot, log);
        }

        Start with(Membership other) {
            return new Start(options, other, hardState, snapshot, log);
        }

        Start in(long term, long vote, long commit) {
            return new Start(options, membership, new HardState(term, vote, commit), snapshot, log);
        }

        /** The log holds these entries, behind the snapshot if there is one. */
        Start holding(Entry... entries) {
            return new Start(options, membership, hardState, snapshot, List.of(entries));
        }

        Start from(Snapshot other) {
            return new Start(options, membership, hardState, other, log);
        }

        /** A follower whose state machine has applied everything that is committed. */
        Bench follower() {
            return follower(NO_CHANCE);
        }

        private Bench follower(RandomGenerator chance) {
            long applied = Math.max(hardState.commit(), snapshot.at().index());
            Journal journal = new Journal(snapshot, log, hardState, applied);
            return new Bench(new RaftCore(new RaftCore.Start(SELF, options, hardState, journal, membership, chance)));
        }

        /** A follower in term 1 that has heard member 2 as the leader. */
        Bench followerOfTwo() {
            return followerOfTwo(NO_CHANCE);
        }

        /** The same, with a source of the timeouts that are drawn. */
        Bench followerOfTwo(RandomGenerator chance) {
            Bench bench = in(Math.max(1, hardState.term()), hardState.vote(), hardState.commit())
                    .follower(chance);
            bench.core.step(Said.heartbeat(2, bench.core.status().term(), 0));
            bench.drain();
            return bench;
        }

        /**
         * Elected in the next term by everybody, its empty entry held and known as committed by all, applied
         * here; with nothing left to do.
         */
        Bench leader() {
            Bench bench = follower();
            bench.tick(ELECTION_TICKS);
            bench.drain();
            bench.hear(Said::vote);
            bench.drain();
            bench.hear((from, term) ->
                    Said.accepted(from, term, bench.core.journal().lastIndex()));
            bench.drain();
            return bench;
        }
    }

    /** Something that a member says in a term. */
    interface Saying {
        Message by(long from, long term);
    }

    RaftCore core() {
        return core;
    }

    /** Every other member says this in the present term. */
    void hear(Saying saying) {
        Membership membership = core.status().membership();
        for (long member : membership.members().toArray()) {
            if (member != SELF) {
                core.step(saying.by(member, core.status().term()));
            }
        }
    }

    void tick(int times) {
        for (int i = 0; i < times; i++) {
            core.tick();
        }
    }

    ProposalOutcome propose(String command) {
        return core.propose(Proposal.command(Payload.utf8(command)));
    }

    ProposalOutcome propose(MembershipChange change) {
        return core.propose(MembershipChangeCodec.propose(change));
    }

    Ready ready() {
        return core.ready();
    }

    /** Carries out everything that is due, and what comes of it: disk and state machine, not the network. */
    void drain() {
        for (Ready ready = core.ready(); !ready.isEmpty(); ready = core.ready()) {
            ready.write().map(Write::number).ifPresent(core::persisted);
            ready.restore().ifPresent(snapshot -> core.restored(snapshot.at().index()));
            if (!ready.committed().isEmpty()) {
                apply(ready.committed());
            }
        }
    }

    /** What the applier does with entries. */
    void apply(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.changesMembership()) {
                MembershipChange change = MembershipChangeCodec.decode(entry);
                core.membershipApplied(
                        MembershipStep.apply(core.status().membership(), change).membership());
            }
        }
        core.applied(entries.get(entries.size() - 1).index());
    }

    static Entry entry(long term, long index) {
        return Said.entry(term, index, "");
    }

    static Snapshot snapshot(long term, long index) {
        return new Snapshot(new EntryId(term, index), THREE, Payload.utf8("state"));
    }
}
