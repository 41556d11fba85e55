package dev.pharos.kvstore.apply;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.model.CommitListener;
import dev.pharos.kvstore.mvcc.MvccStore;
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
    public record Listeners(CommitListener commits, TermListener terms, ApplyMeter meter) {
        public Listeners(CommitListener commits, TermListener terms) {
            this(commits, terms, ApplyMeter.NONE);
        }
    }

    /** A client's request lies one level deeper here than where it was read, and none may come this far and fail. */
    private static final int DEEPEST_NESTING = 1000;

    private static final System.Logger LOG = System.getLogger(KvStateMachine.class.getName());

    private record Answer(long requestId, Outcome outcome) {}

    private final MvccStore store;
    private final LeaseBook leases;
    private final StateRows rows;
    private final CommandExecutor executor;
    private final MembershipEntries memberships;
    private final Listeners listeners;
    private final List<Answer> answers = new ArrayList<>();
    private AppliedState applied;

    /** For a cluster with etcd's rules. */
    public KvStateMachine(AppliedParts parts, StateRows rows, AppliedState start, Listeners listeners) {
        this(parts, rows, start, listeners, MembershipRules.DEFAULT);
    }

    public KvStateMachine(
            AppliedParts parts, StateRows rows, AppliedState start, Listeners listeners, MembershipRules rules) {
        this.store = parts.store();
        this.leases = parts.leases();
        this.rows = rows;
        this.executor = new CommandExecutor(parts);
        this.memberships = new MembershipEntries(parts.cluster(), rules);
        this.listeners = listeners;
        this.applied = start;
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
            Outcome outcome = executor.execute(request, entry.term());
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
        return memberships.objection(change).isPresent() ? ChangeVerdict.VETOED : ChangeVerdict.ACCEPTED;
    }

    @Override
    public void applyMembership(Entry entry, Membership membership, ProposalResults<Outcome> results) {
        Failpoint.BEFORE_APPLY_ONE_CONF_CHANGE.hit();
        memberships
                .apply(entry, membership)
                .ifPresent(answered -> answers.add(new Answer(answered.requestId(), answered.outcome())));
        applied = new AppliedState(entry.id(), membership);
        batchApplied(results);
    }

    @Override
    public void batchApplied(ProposalResults<Outcome> results) {
        Failpoint.COMMIT_BEFORE_PRE_COMMIT_HOOK.hit();
        rows.applied(applied);
        Failpoint.COMMIT_AFTER_PRE_COMMIT_HOOK.hit();
        Failpoint.BEFORE_COMMIT.hit();
        long before = System.nanoTime();
        Commit commit = store.publish();
        listeners.meter().committed(System.nanoTime() - before);
        Failpoint.AFTER_COMMIT.hit();
        leases.settle();
        answers.forEach(answer -> results.complete(answer.requestId(), answer.outcome()));
        answers.clear();
        if (!commit.events().isEmpty()) {
            listeners.commits().committed(commit);
        }
    }

    /** The store itself is the snapshot; it is enough that what was applied up to here is on disk. */
    @Override
    public SnapshotImage capture(EntryId at, Membership membership) {
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
        throw new IllegalStateException("the store ends at " + applied.applied() + ", before the log's beginning at "
                + snapshot.at() + ": it has been damaged or replaced");
    }
}
