package dev.pharos.raft.simulation.invariant;

import dev.pharos.raft.core.RaftCore;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.RoleName;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A leader moves its commit index only to an entry of its own term (Raft 5.4.2), and only when a majority
 * of the voters, in a joint configuration a majority of each half, has the entry. Of a member that is down
 * it is not known; it gets the benefit of the doubt.
 */
final class CommitRule {
    private final Map<Long, RaftStatus> before = new HashMap<>();

    void restarted(long member) {
        before.remove(member);
    }

    void check(long member, RaftCore core, LongFunction<@Nullable RaftCore> others) {
        RaftStatus status = core.status();
        RaftStatus last = before.put(member, status);
        if (last == null || status.committed() == last.committed() || status.role() != RoleName.LEADER) {
            return;
        }
        long term = core.journal().termAt(status.committed());
        if (term != status.term()) {
            throw new Violation(
                    "commit rule",
                    member + " leads term " + status.term() + " and commits " + term + "/" + status.committed());
        }
        EntryId committed = new EntryId(term, status.committed());
        // The membership may have changed in the same turn, before or after the commit.
        boolean agreed =
                hasQuorum(committed, last.membership(), others) || hasQuorum(committed, status.membership(), others);
        if (!agreed) {
            throw new Violation(
                    "commit quorum",
                    member + " commits " + committed + " without a majority of " + status.membership());
        }
    }

    private static boolean hasQuorum(
            EntryId committed, Membership membership, LongFunction<@Nullable RaftCore> others) {
        return hasMajority(committed, membership.voters(), others)
                && hasMajority(committed, membership.outgoing(), others);
    }

    private static boolean hasMajority(EntryId committed, MemberSet voters, LongFunction<@Nullable RaftCore> others) {
        int holders = 0;
        for (int i = 0; i < voters.size(); i++) {
            RaftCore voter = others.apply(voters.get(i));
            if (voter == null || holds(voter, committed)) {
                holders++;
            }
        }
        return voters.isEmpty() || holders > voters.size() / 2;
    }

    private static boolean holds(RaftCore voter, EntryId entry) {
        boolean compacted = entry.index() <= voter.journal().base().index();
        return compacted || voter.journal().holds(entry);
    }
}
