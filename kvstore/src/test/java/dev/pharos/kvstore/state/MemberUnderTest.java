package dev.pharos.kvstore.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.apply.Headers;
import dev.pharos.kvstore.apply.KvStateMachine;
import dev.pharos.kvstore.apply.KvStateMachine.Listeners;
import dev.pharos.kvstore.apply.MembershipRules;
import dev.pharos.kvstore.backup.Backup;
import dev.pharos.kvstore.backup.FilledStore;
import dev.pharos.kvstore.datadir.DataDir;
import dev.pharos.kvstore.datadir.ReceivedDatabase;
import dev.pharos.kvstore.datadir.ReceivedDatabases;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.lease.LeaseOptions;
import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.kvstore.state.CurrentState.Place;
import dev.pharos.kvstore.state.CurrentState.Reports;
import dev.pharos.kvstore.watch.HubSetting;
import dev.pharos.kvstore.watch.WatchHub;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.WatchMetrics;
import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.machine.StateMachine.ChangeVerdict;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.quorum.MembershipStep;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.disk.DiskLock;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.wire.value.KeyRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A member in a data folder, fed by hand with entries and with snapshots of another one. */
final class MemberUnderTest implements AutoCloseable {
    private static final LogOptions SMALL_LOG = LogOptions.ofSegmentBytes(1 << 16);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    static final HubOptions FEW_RECENT = HubOptions.DEFAULT.recentBytes(4096);

    final DataDir dir;
    final CurrentState state;
    final WatchHub hub;
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final DiskLock lock;
    private final KvStateMachine machine;
    private Membership membership;

    private MemberUnderTest(Path root, Duration patience, Consumer<InstallStep> progress) {
        this.dir = DataDir.at(root, Optional.empty());
        beginLog(root);
        this.lock = dir.claim(Duration.ZERO, FilledStore.LITTLE_MEMORY);
        Place place = new Place(dir, FilledStore.LITTLE_MEMORY, new StoreOptions(3, Duration.ZERO, 0), patience);
        LeaseBook leases = new LeaseBook(LeaseOptions.of(2, Checkpoints.ON), () -> 0, Runnable::run);
        this.state = CurrentState.open(
                place, leases, new Headers(0xc1, 2), new Reports(ServerLog.silent(), failures::add, progress));
        this.hub = WatchHub.start(
                state.history(),
                FEW_RECENT,
                HubSetting.of(
                        new WatchMetrics() {
                            @Override
                            public void eventsSent(long more) {}

                            @Override
                            public void gauges(Gauges now) {}
                        },
                        failures::add));
        this.machine =
                new KvStateMachine(state.state(), state, new Listeners(hub, term -> {}), MembershipRules.DEFAULT);
        this.membership = machine.recovered().membership();
    }

    /** What it replaces is removed as soon as nobody is inside. */
    static MemberUnderTest start(Path root) {
        return new MemberUnderTest(root, Duration.ZERO, step -> {});
    }

    static MemberUnderTest start(Path root, Consumer<InstallStep> progress) {
        return new MemberUnderTest(root, Duration.ZERO, progress);
    }

    /** What it replaces stays until the next one is installed. */
    static MemberUnderTest patient(Path root) {
        return new MemberUnderTest(root, Duration.ofHours(1), step -> {});
    }

    /** Nothing looks at the entries; but a store without any log is a damaged member. */
    private static void beginLog(Path root) {
        if (Files.exists(root.resolve("member"))) {
            return;
        }
        try (MemberStorage storage = MemberStorage.inFolder(root.resolve("member"), SMALL_LOG, Runnable::run)) {
            storage.create(new LogIdentity(2, 0xc1));
        }
    }

    long applied() {
        return machine.recovered().applied().index();
    }

    MemberUnderTest apply(EntryLog log) {
        return apply(log, log.last());
    }

    /** In batches of up to five. */
    MemberUnderTest apply(EntryLog log, long through) {
        int count = 0;
        for (Entry entry : log.between(applied(), through)) {
            if (entry.changesMembership()) {
                MembershipChange change = MembershipChangeCodec.decode(entry);
                if (machine.judge(entry, change) == ChangeVerdict.ACCEPTED) {
                    membership = MembershipStep.apply(membership, change).membership();
                }
                machine.applyMembership(entry, membership, (id, outcome) -> {});
            } else {
                machine.apply(entry, (id, outcome) -> {});
            }
            if (++count % 5 == 0) {
                machine.batchApplied((id, outcome) -> {});
            }
        }
        machine.batchApplied((id, outcome) -> {});
        return this;
    }

    /** As a leader sends it and the raft library then hands it over. */
    MemberUnderTest installFrom(MemberUnderTest other) {
        return restore(receiveFrom(other));
    }

    MemberUnderTest restore(Snapshot snapshot) {
        machine.restore(snapshot);
        membership = snapshot.membership();
        return this;
    }

    Snapshot receiveFrom(MemberUnderTest other) {
        try (OutgoingSnapshot outgoing = OutgoingSnapshot.of(other.state.backend())) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            outgoing.writeTo(body);
            assertThat(body.size()).isEqualTo((int) outgoing.sizeBytes());
            receive(outgoing.snapshot(), body.toByteArray());
            return outgoing.snapshot();
        }
    }

    void receive(Snapshot snapshot, byte[] body) {
        ReceivedDatabase received =
                new ReceivedDatabases(dir).begin(snapshot.at().index());
        int half = body.length / 2;
        received.write(ByteBuffer.wrap(body, 0, half));
        received.write(ByteBuffer.wrap(body, half, body.length - half));
        received.complete();
    }

    /** The names in the member's folder that are stores. */
    List<String> stores() {
        return names(dir.store().getParent(), "kv");
    }

    List<String> received() {
        return names(dir.snapshots(), "0").stream()
                .filter(name -> name.contains(".snap.db"))
                .toList();
    }

    private static List<String> names(Path folder, String beginning) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(beginning))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All that members have in common when they are equally far. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("applied", machine.recovered());
        facts.put("revision", state.store().revision());
        facts.put("compacted", state.store().compactRevision());
        facts.put("hash", state.store().hash().hashKv(0).hash());
        facts.put("rows", Backup.hash(state.backend()));
        facts.put(
                "pairs",
                state.store().view().range(RangeQuery.of(KeyRange.all())).kvs());
        facts.put("logical bytes", state.store().logicalBytes());
        facts.put("alarms", state.parts().alarms().standing());
        facts.put("cluster", state.parts().cluster().state());
        LeaseBook leases = state.parts().leases();
        long[] ids = leases.ids();
        Arrays.sort(ids);
        List<Object> all = new ArrayList<>();
        for (long id : ids) {
            all.add(leases.find(id).orElseThrow());
            all.add(leases.keysOf(id));
        }
        facts.put("leases", all);
        return facts;
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        try {
            hub.close();
            state.close();
        } finally {
            lock.close();
        }
        assertThat(failures).isEmpty();
    }
}
