package dev.pharos.kvstore.server;

import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.node.RaftNode;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Has a sole voter elect itself without waiting for the election timeout: nobody else could win. It can do so
 * only once it has applied that it is one. Runs on the timer until there is a leader, or several voters.
 */
final class FirstElection implements Runnable {
    private static final long LOOK_EVERY_MILLIS = 5;

    private final RaftNode<Outcome> node;
    private final MemberSet itself;
    private final AtomicReference<Future<?>> schedule = new AtomicReference<>();

    private FirstElection(RaftNode<Outcome> node, long memberId) {
        this.node = node;
        this.itself = MemberSet.of(memberId);
    }

    static void start(RaftNode<Outcome> node, long memberId, ScheduledExecutorService timer) {
        FirstElection election = new FirstElection(node, memberId);
        election.schedule.set(timer.scheduleWithFixedDelay(election, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Override
    public void run() {
        RaftStatus status = node.status();
        MemberSet voters = status.membership().voters();
        if (status.leader() == 0 && voters.equals(itself)) {
            node.campaign();
        } else if (!voters.isEmpty()) {
            end();
        }
    }

    private void end() {
        Future<?> own = schedule.get();
        if (own != null) {
            own.cancel(false);
        }
    }
}
