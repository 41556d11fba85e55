package dev.pharos.raft.core;

import dev.pharos.raft.model.Message.TimeoutNow;
import dev.pharos.raft.model.RaftEvent.TransferAbandoned;

/**
 * A leader's wish to be succeeded by a certain member (thesis 3.10). It takes no proposals meanwhile, so
 * that the target can catch up, and gives up at the end of the election timeout that began with it.
 */
final class Transfer {
    private final CoreState state;
    /** 0 while none is under way. */
    private long target;

    private boolean told;

    Transfer(CoreState state) {
        this.state = state;
    }

    boolean isUnderWay() {
        return target != 0;
    }

    long target() {
        return target;
    }

    /** Whether a new transfer began. */
    boolean begin(long member) {
        if (member == target) {
            return false;
        }
        abandon();
        target = member;
        told = false;
        state.clock.heardLeader();
        return true;
    }

    /** Tells the target to campaign as soon as it has the whole log. */
    void onMatch(long member, long match) {
        if (member == target && !told && match == state.journal.lastIndex()) {
            told = true;
            state.outbox.send(new TimeoutNow(state.envelopeTo(target)));
        }
    }

    void onMembershipChanged() {
        if (isUnderWay() && !state.membership().isVoter(target)) {
            abandon();
        }
    }

    void abandon() {
        if (isUnderWay()) {
            state.outbox.tell(new TransferAbandoned(target));
            target = 0;
        }
    }
}
