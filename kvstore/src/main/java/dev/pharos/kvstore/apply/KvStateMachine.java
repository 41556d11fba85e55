package dev.pharos.kvstore.apply;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.model.CommitListener;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.machine.ProposalResults;
import dev.pharos.raft.machine.SnapshotImage;
import dev.pharos.raft.machine.StateMachine;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies the log to the store. The effects of the entries that were committed together become visible
 * with one write, which also says how far the log is applied; then whoever proposed them is answered; then
 * the watchers hear.
 */
public final class KvStateMachine implements StateMachine<Outcome> {
    /** Who hears of what was applied. */
    public record Listeners(CommitListener commits, TermListener terms, ApplyMeter meter, ClusterListener cluster) {
        public Listeners(CommitListener commits, TermListener terms) {
            this(commits, terms, ApplyMeter.NONE, ClusterListener.NONE);
        }
    }

    /** A client's request lies one level deeper here than where it was read, and none may come this far and fail. */
    private static final int DEEPEST_NESTING = 1000;

    private static final System.Logger LOG = System.getLogger(KvStateMachine.class.getName());

    private record Answer(long requestId, Outcome outcome) {}

    private final SnapshotInstaller installer;
    private final Listeners listeners;
    private final MembershipRules rules;
    private final List<Answer> answers = new ArrayList<>();
    private Ground ground;
    private AppliedState applied;

    /** What entries are carried out on; another one when a snapshot has been installed. */
    private record Ground(
            MvccStore store,
            LeaseBook leases,
            StateRows rows,
            CommandExecutor executor,
            MembershipEntries memberships) {
        static Ground of(AppliedParts parts, StateRows rows, MembershipRules rules) {
            return new Ground(
                    parts.store(),
                    parts.leases(),
                    rows,
                    new CommandExecutor(parts),
                    new MembershipEntries(parts.cluster(), rules));
        }
    }

    /** For a cluster with etcd's rules, and a member to which nobody sends snapshots. */
    public KvStateMachine(AppliedParts parts, StateRows rows, AppliedState start, Listeners listeners) {
        this(new OpenState(parts, rows, start), SnapshotInstaller.NONE, listeners, MembershipRules.DEFAULT);
    }

    public KvStateMachine(OpenState start, SnapshotInstaller installer, Listeners listeners, MembershipRules rules) {
        this.ground = Ground.of(start.parts(), start.rows(), rules);
        this.installer = installer;
        this.rules = rules;
        this.listeners = listeners;
        this.applied = start.applied();
    }

    @Override
    public AppliedState recovered() {
        return applied;
    }

    @Override
    public void apply(Entry entry, ProposalResults<Outcome> results) {
        if (entry.data().isEmpty()) {
            listeners.terms().began(entry.term());
        } else {
            Failpoint.BEFORE_APPLY_ONE_ENTRY_NORMAL.hit();
            InternalRaftRequest request = parse(entry);
            long before = System.nanoTime();
            Outcome outcome = ground.executor().execute(request, entry.term());
            listeners.meter().applied(request, outcome, System.nanoTime() - before);
            answers.add(new Answer(requestId(request), outcome));
        }
        applied = new AppliedState(entry.id(), applied.membership());
    }

    private static InternalRaftRequest parse(Entry entry) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(entry.data().array());
            in.setRecursionLimit(DEEPEST_NESTING);
            return InternalRaftRequest.parseFrom(in);
        } catch (IOException notOfToday) {
            return parseLegacy(entry, notOfToday);
        }
    }

    private static InternalRaftRequest parseLegacy(Entry entry, IOException notOfToday) {
        try {
            return LegacyRequests.translate(Request.parseFrom(entry.data().array()));
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException("entry " + entry.id() + " is not a command", notOfToday);
        }
    }

    private static long requestId(InternalRaftRequest request) {
        return request.getID() != 0 ? request.getID() : request.getHeader().getID();
    }

    @Override
    public ChangeVerdict judge(Entry entry, MembershipChange change) {
        return ground.memberships().objection(change).isPresent() ? ChangeVerdict.VETOED : ChangeVerdict.ACCEPTED;
    }

    @Override
    public void applyMembership(Entry entry, Membership membership, ProposalResults<Outcome> results) {
        Failpoint.BEFORE_APPLY_ONE_CONF_CHANGE.hit();
        MembershipEntries memberships = ground.memberships();
        memberships
                .apply(entry, membership)
                .ifPresent(answered -> answers.add(new Answer(answered.requestId(), answered.outcome())));
        applied = new AppliedState(entry.id(), membership);
        batchApplied(results);
        listeners.cluster().changed(ground.memberships().cluster());
    }

    @Override
    public void batchApplied(ProposalResults<Outcome> results) {
        Failpoint.COMMIT_BEFORE_PRE_COMMIT_HOOK.hit();
        ground.rows().applied(applied);
        Failpoint.COMMIT_AFTER_PRE_COMMIT_HOOK.hit();
        Failpoint.BEFORE_COMMIT.hit();
        long before = System.nanoTime();
        Commit commit = ground.store().publish();
        listeners.meter().committed(System.nanoTime() - before);
        Failpoint.AFTER_COMMIT.hit();
        ground.leases().settle();
        answers.forEach(answer -> results.complete(answer.requestId(), answer.outcome()));
        answers.clear();
        if (!commit.events().isEmpty()) {
            listeners.commits().committed(commit);
        }
    }

    /** The store itself is the snapshot; it is enough that what was applied up to here is on disk. */
    @Override
    public SnapshotImage capture(EntryId at, Membership membership) {
        StateRows rows = ground.rows();
        return () -> {
            long before = System.nanoTime();
            rows.flush();
            listeners.meter().saved(System.nanoTime() - before);
            LOG.log(System.Logger.Level.INFO, "saved snapshot");
            return Payload.EMPTY;
        };
    }

    @Override
    public void restore(Snapshot snapshot) {
        Invariant.check(
                snapshot.at().index() > applied.applied().index(),
                "a snapshot is installed over an older state",
                snapshot.at().index(),
                applied.applied().index());
        Failpoint.RAFT_BEFORE_APPLY_SNAP.hit();
        OpenState installed = installer.install(snapshot, applied);
        ground = Ground.of(installed.parts(), installed.rows(), rules);
        applied = installed.applied();
        listeners.commits().restored(installed.parts().store().revision());
        listeners.cluster().changed(ground.memberships().cluster());
        Failpoint.RAFT_AFTER_APPLY_SNAP.hit();
    }
}
