package dev.pharos.raft.simulation.invariant;

import dev.pharos.raft.core.RaftCore;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.model.VoteKind;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** All invariants of one group; each method throws a {@link Violation} when one does not hold. */
public final class GroupWatch {
    private final ElectionSafety elections = new ElectionSafety();
    private final LogMatching logs = new LogMatching();
    private final LeaderAppendOnly appends = new LeaderAppendOnly();
    private final CommitSafety commits = new CommitSafety();
    private final StateMachineSafety machines = new StateMachineSafety();
    private final CommitRule commitRule = new CommitRule();
    private final Promises promises = new Promises();
    private final LongFunction<@Nullable RaftCore> running;

    /** {@code running} answers the core of a member that is up. */
    public GroupWatch(LongFunction<@Nullable RaftCore> running) {
        this.running = running;
    }

    /** The member's loop took a turn. */
    public void afterTurn(long member, RaftCore core) {
        RaftStatus status = core.status();
        logs.check(member, core.journal());
        commits.check(member, status.term(), core.journal());
        commitRule.check(member, core, running);
        if (status.role() == RoleName.LEADER) {
            appends.leads(member, status.term(), core.journal().lastIndex());
        } else {
            appends.follows(member);
        }
    }

    public void elected(long member, long term, RaftCore core) {
        elections.leads(member, term);
        commits.elected(member, term, core.journal());
    }

    public void sent(long member, Message message, RaftCore core) {
        promises.sent(member, message, core.status().term(), core.journal());
        if (message instanceof VoteAnswer answer
                && answer.kind() != VoteKind.PRE_VOTE
                && answer.verdict() == Verdict.GRANTED) {
            elections.votes(member, answer.term(), answer.to());
        }
    }

    public void recovered(long member, HardState hardState, RaftCore core) {
        logs.restarted(member);
        commits.restarted(member);
        commitRule.restarted(member);
        appends.follows(member);
        promises.recovered(member, hardState, core.journal());
    }

    /** What a start from damaged disks would come back with. */
    public void recoveredFromDamage(long member, HardState hardState, Journal journal) {
        promises.recovered(member, hardState, journal);
    }

    public void applied(long member, Entry entry, long chain) {
        machines.state(member, entry.id(), chain);
    }

    public void membershipApplied(
            long member, Entry entry, MembershipChange change, boolean accepted, Membership membership) {
        machines.changed(member, entry.id(), change, accepted, membership);
    }

    public void restored(long member, EntryId at, Membership membership, long chain) {
        machines.state(member, at, chain);
        machines.restored(member, at, membership);
    }

    public int elections() {
        return elections.elections();
    }

    public long entriesCompared() {
        return logs.compared();
    }

    public long entriesReplaced() {
        return logs.replacements();
    }

    public long statesCompared() {
        return machines.compared();
    }

    public long messagesAudited() {
        return promises.audited();
    }

    public long highestCommitted() {
        return commits.highest();
    }
}
