package dev.pharos.kvstore.server;

import dev.pharos.kvstore.apply.TermListener;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.metrics.ServerMetrics;
import dev.pharos.raft.machine.RaftObserver;
import dev.pharos.raft.model.RaftEvent;
import dev.pharos.raft.model.RaftEvent.RoleTaken;
import dev.pharos.raft.model.RoleName;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Hears from the raft library: who leads, how the log does, what broke. Called on the
 * raft loop and on the apply thread; the lock is between those two.
 */
final class LeaderDuties implements RaftObserver, TermListener {
    private final LeaseBook leases;
    private final Duration electionTimeout;
    private final ServerMetrics metrics;
    private final ServerLog log;
    private final Consumer<Throwable> onFailure;
    private long leader;
    private long leadingTerm;
    private long begunTerm;

    LeaderDuties(
            LeaseBook leases,
            Duration electionTimeout,
            ServerMetrics metrics,
            ServerLog log,
            Consumer<Throwable> onFailure) {
        this.leases = leases;
        this.electionTimeout = electionTimeout;
        this.metrics = metrics;
        this.log = log;
        this.onFailure = onFailure;
    }

    @Override
    public void onEvent(RaftEvent event) {
        if (event instanceof RoleTaken taken) {
            roleTaken(taken);
        }
    }

    @Override
    public void began(long term) {
        synchronized (this) {
            begunTerm = term;
            promoteIfLeading();
        }
    }

    /**
     * A leader looks after leases once it has applied what earlier leaders said of them. They live on for an
     * election more, since nobody could renew them meanwhile (rule 7.10).
     */
    private void promoteIfLeading() {
        if (leadingTerm != 0 && leadingTerm == begunTerm) {
            leases.promote(electionTimeout, leadingTerm);
        }
    }

    private void roleTaken(RoleTaken taken) {
        synchronized (this) {
            if (taken.role() == RoleName.LEADER) {
                leadingTerm = taken.term();
                promoteIfLeading();
            } else {
                leadingTerm = 0;
                leases.demote();
            }
        }
        if (taken.leader() != 0 && taken.leader() != leader) {
            metrics.raft().leaderChangesSeen.increment();
        }
        leader = taken.leader();
        log.info("raft role changed")
                .with("role", taken.role().name().toLowerCase(java.util.Locale.ROOT))
                .with("term", taken.term())
                .with("leader", Long.toHexString(taken.leader()))
                .write();
    }

    @Override
    public void onLogWrite(int entries, long nanos) {
        metrics.disk().logSync.observeNanosAsSeconds(nanos);
    }

    @Override
    public void onFailure(Throwable cause) {
        onFailure.accept(cause);
    }
}
