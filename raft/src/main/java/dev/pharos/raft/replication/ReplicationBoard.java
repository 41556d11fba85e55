package dev.pharos.raft.replication;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.quorum.Quorum;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** The progress of every other member of the group, and what a quorum of all of them has reached. */
public final class ReplicationBoard {
    private final long self;
    private final RaftOptions.Flow flow;
    private final Map<Long, Progress> others = new TreeMap<>(Long::compareUnsigned);
    private Quorum quorum;

    public ReplicationBoard(long self, Membership membership, long lastIndex, RaftOptions.Flow flow) {
        this.self = self;
        this.flow = flow;
        this.quorum = new Quorum(membership);
        changeTo(membership, lastIndex);
        others.values().forEach(Progress::forgetActivity);
    }

    /** Keeps the progress of those who stay, starts that of those who come, forgets those who go. */
    public void changeTo(Membership membership, long lastIndex) {
        quorum = new Quorum(membership);
        MemberSet members = membership.members();
        others.keySet().removeIf(member -> !members.contains(member));
        for (int i = 0; i < members.size(); i++) {
            long member = members.get(i);
            if (member != self && !others.containsKey(member)) {
                Progress fresh = new Progress(lastIndex + 1, flow);
                // A newcomer counts as heard from, or the next check for a quorum would depose the
                // leader before the newcomer had a chance to answer.
                fresh.heard();
                others.put(member, fresh);
            }
        }
    }

    public @Nullable Progress of(long member) {
        return others.get(member);
    }

    public void forEach(ObjLongConsumer<Progress> action) {
        others.forEach((member, progress) -> action.accept(progress, member));
    }

    /** The log index that a quorum holds, where this member itself holds {@code own}. */
    public long matchedByQuorum(long own) {
        return quorum.reached(member -> member == self ? own : match(member));
    }

    /** The newest heartbeat round that a quorum answered, where this member itself is at {@code own}. */
    public long roundAnsweredByQuorum(long own) {
        return quorum.reached(member -> member == self ? own : progress(member).answeredRound());
    }

    /** Whether a quorum was heard since the last call. */
    public boolean checkQuorumActive() {
        long active =
                quorum.reached(member -> member == self || progress(member).isRecentlyActive() ? 1 : 0);
        others.values().forEach(Progress::forgetActivity);
        return active >= 1;
    }

    /** The first entry that any of the members will want who were heard in the last minutes. */
    public OptionalLong neededFrom() {
        long needed = Long.MAX_VALUE;
        for (Progress progress : others.values()) {
            needed = Math.min(needed, progress.needs().orElse(Long.MAX_VALUE));
        }
        return needed == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(needed);
    }

    private long match(long member) {
        return progress(member).match();
    }

    private Progress progress(long member) {
        Progress progress = others.get(member);
        Invariant.check(progress != null, "every voter is on the board", member);
        return Objects.requireNonNull(progress);
    }
}
