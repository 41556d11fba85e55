package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.alarm.AlarmBook;
import dev.pharos.kvstore.apply.KvStateMachine.Listeners;
import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backend.CrashCopies;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.cluster.ClusterBook;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.lease.LeaseOptions;
import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.machine.StateMachine.ChangeVerdict;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.quorum.MembershipStep;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestHeader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A state machine in a folder, fed with entries by hand: one batch with each call. */
final class MachineUnderTest implements AutoCloseable {
    static final long CLUSTER = 0xc1;
    static final long MEMBER = 0x8e9e05c52164694dL;
    static final long TERM = 3;
    private static final StoreOptions STORE = new StoreOptions(3, Duration.ZERO, 10);
    private static final BackendOptions LITTLE_MEMORY = new BackendOptions(4 << 20, 4 << 20, 2);

    final List<Commit> commits = new ArrayList<>();
    final List<Long> terms = new ArrayList<>();
    private final CrashCopies copies;
    private final Map<Long, Outcome> answers = new HashMap<>();
    private final List<List<Entry>> log = new ArrayList<>();
    private Path folder;
    private Backend backend;
    private AppliedParts parts;
    private KvStateMachine machine;
    private Membership membership = Membership.EMPTY;
    private long lastIndex;
    private long lastRequest;

    MachineUnderTest(Path home) {
        this.copies = new CrashCopies(home);
        this.folder = copies.first();
        open();
    }

    /** With this member as the only one, as the first entry says. */
    static MachineUnderTest founded(Path home) {
        MachineUnderTest machine = new MachineUnderTest(home);
        machine.change(
                StepKind.ADD_VOTER, MEMBER, MemberJson.write(Member.voter(MEMBER, List.of("http://localhost:2380"))));
        return machine;
    }

    private void open() {
        backend = Backend.open(folder, LITTLE_MEMORY);
        StoredState stored = new StoredState(backend);
        LeaseBook leases = new LeaseBook(LeaseOptions.of(2, Checkpoints.ON), () -> 0, Runnable::run);
        leases.restore(stored.leases());
        MvccStore store = MvccStore.open(backend, STORE, leases::attach);
        StateRows rows = new StateRows(backend, store);
        parts = new AppliedParts(
                store,
                leases,
                rows,
                new AlarmBook(stored.alarms(), rows),
                new ClusterBook(stored.cluster(), rows),
                new Headers(CLUSTER, MEMBER));
        machine = new KvStateMachine(parts, rows, stored.applied(), new Listeners(commits::add, terms::add));
    }

    AppliedParts parts() {
        return parts;
    }

    MvccStore store() {
        return parts.store();
    }

    KvStateMachine machine() {
        return machine;
    }

    long lastIndex() {
        return lastIndex;
    }

    /** One batch; the outcomes in the order of the requests. */
    List<Outcome> apply(InternalRaftRequest.Builder... requests) {
        List<Entry> batch = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (InternalRaftRequest.Builder request : requests) {
            long id = ++lastRequest;
            ids.add(id);
            batch.add(entry(request.setHeader(RequestHeader.newBuilder().setID(id))
                    .build()
                    .toByteArray()));
        }
        feed(batch);
        return ids.stream().map(id -> Objects.requireNonNull(answers.get(id))).toList();
    }

    Outcome applyOne(InternalRaftRequest.Builder request) {
        return apply(request).get(0);
    }

    /** An entry that holds something else than a request of today. */
    void applyRaw(byte[] data) {
        feed(List.of(entry(data)));
    }

    /** The first entry of a leader. */
    void begin() {
        feed(List.of(entry(new byte[0])));
    }

    private Entry entry(byte[] data) {
        return new Entry(EntryType.NORMAL, TERM, ++lastIndex, Payload.wrap(data));
    }

    void change(StepKind kind, long member, String context) {
        MembershipChange change =
                new MembershipChange(Transition.AUTO, List.of(new Step(kind, member)), Payload.utf8(context));
        Payload data = MembershipChangeCodec.encode(EntryType.CHANGE, change);
        feed(List.of(new Entry(EntryType.CHANGE, TERM, ++lastIndex, data)));
    }

    private void feed(List<Entry> batch) {
        log.add(batch);
        applyBatch(batch);
    }

    private void applyBatch(List<Entry> batch) {
        for (Entry entry : batch) {
            if (entry.changesMembership()) {
                MembershipChange change = MembershipChangeCodec.decode(entry);
                if (machine.judge(entry, change) == ChangeVerdict.ACCEPTED) {
                    membership = MembershipStep.apply(membership, change).membership();
                }
                machine.applyMembership(entry, membership, answers::put);
            } else {
                machine.apply(entry, answers::put);
            }
        }
        machine.batchApplied(answers::put);
    }

    boolean wasAnswered(long requestId) {
        return answers.containsKey(requestId);
    }

    /** Applies here what was applied there, in other batches. */
    void replay(MachineUnderTest other) {
        for (List<Entry> batch : other.log) {
            batch.forEach(entry -> applyBatch(List.of(entry)));
        }
    }

    /** Stands where a crash at this moment would leave it, then repeats the entries behind, as the library does. */
    void crash() {
        Path next = copies.of(folder);
        close();
        folder = next;
        open();
        catchUp();
    }

    /** Stops in good order and starts again. */
    void restart() {
        machine.capture(machine.recovered().applied(), membership).save();
        close();
        open();
        catchUp();
    }

    private void catchUp() {
        long recovered = machine.recovered().applied().index();
        membership = machine.recovered().membership();
        for (List<Entry> batch : log) {
            List<Entry> behind =
                    batch.stream().filter(entry -> entry.index() > recovered).toList();
            if (!behind.isEmpty()) {
                applyBatch(behind);
            }
        }
    }

    void flush() {
        backend.flush();
    }

    /** All rows but the counters and marks, as text. */
    Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        for (Family family : Family.values()) {
            if (family != Family.META) {
                try (RowCursor cursor = backend.scan(family)) {
                    while (cursor.next()) {
                        rows.put(family + "/" + hex(cursor.key()), hex(cursor.value()));
                    }
                }
            }
        }
        return rows;
    }

    StoredState stored() {
        return new StoredState(backend);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        parts.store().close();
        backend.close();
    }
}
