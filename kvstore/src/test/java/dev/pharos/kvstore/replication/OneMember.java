package dev.pharos.kvstore.replication;

import dev.pharos.kvstore.alarm.AlarmBook;
import dev.pharos.kvstore.apply.AppliedParts;
import dev.pharos.kvstore.apply.Headers;
import dev.pharos.kvstore.apply.KvStateMachine;
import dev.pharos.kvstore.apply.KvStateMachine.Listeners;
import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.apply.StateRows;
import dev.pharos.kvstore.apply.StoredState;
import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.cluster.ClusterBook;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.lease.LeaseOptions;
import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.RaftOptions.PreVote;
import dev.pharos.raft.model.RaftOptions.Timing;
import dev.pharos.raft.node.NodeOptions;
import dev.pharos.raft.node.NodeOptions.SnapshotPolicy;
import dev.pharos.raft.node.RaftNode;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** A raft node with a store behind it. It leads when it is told to, and gives up after a fifth of a second. */
final class OneMember implements AutoCloseable {
    static final long ID = 5;
    private final AtomicInteger failures = new AtomicInteger();
    private static final int PATIENCE_TICKS = 20;
    private static final int NEVER_BY_ITSELF = 1_000_000;

    final RaftNode<Outcome> node;
    final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Backend backend;
    private final MvccStore store;

    OneMember(Path home) {
        this.backend = Backend.open(home.resolve("store"), new BackendOptions(4 << 20, 4 << 20, 2));
        StoredState stored = new StoredState(backend);
        LeaseBook leases = new LeaseBook(LeaseOptions.of(2, Checkpoints.OFF), System::nanoTime, Runnable::run);
        this.store = MvccStore.open(backend, StoreOptions.DEFAULT, leases::attach);
        StateRows rows = new StateRows(backend, store);
        AppliedParts parts = new AppliedParts(
                store,
                leases,
                rows,
                new AlarmBook(stored.alarms(), rows),
                new ClusterBook(stored.cluster(), rows),
                new Headers(1, ID));
        KvStateMachine machine =
                new KvStateMachine(parts, rows, stored.applied(), new Listeners(commit -> {}, term -> {}));
        MembershipChange founder = new MembershipChange(
                Transition.AUTO,
                List.of(new Step(StepKind.ADD_VOTER, ID)),
                Payload.utf8(MemberJson.write(Member.voter(ID, List.of("http://localhost:1")))));
        this.node = RaftNode.builder(
                        ID, machine, MemberStorage.inFolder(home, LogOptions.defaults(), Runnable::run), new Nowhere())
                .founding(List.of(founder))
                .tickInterval(Duration.ofMillis(10))
                .options(RaftOptions.defaults().with(new Timing(NEVER_BY_ITSELF, 1, PreVote.ON)))
                .options(new NodeOptions(1000, 1000, 1000, PATIENCE_TICKS, new SnapshotPolicy(1000, 1 << 20, 10)))
                .start();
    }

    Proposer proposer(Proposer.Limits limits) {
        return proposer(limits, Turns.NONE);
    }

    Proposer proposer(Proposer.Limits limits, Turns turns) {
        Proposer.Callers callers = new Proposer.Callers(turns, failures::incrementAndGet);
        return new Proposer(node, new RequestIds(ID, 1_000_000), limits, timer, callers);
    }

    /** How many commands the proposers have seen fail. */
    int failures() {
        return failures.get();
    }

    /** It can campaign once it has applied that it is a member. */
    void lead() {
        while (node.status().applied() == 0
                || node.status().membership().voters().isEmpty()) {
            Thread.onSpinWait();
        }
        node.campaign();
    }

    MvccStore store() {
        return store;
    }

    @Override
    public void close() {
        node.close();
        store.close();
        backend.close();
        timer.shutdownNow();
    }

    private static final class Nowhere implements Transport {
        @Override
        public void send(Message message) {}

        @Override
        public void sendSnapshot(InstallSnapshot message, SnapshotDelivery delivery) {
            delivery.failed();
        }
    }
}
