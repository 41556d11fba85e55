package dev.pharos.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.RaftOptions.PreVote;
import dev.pharos.raft.model.RaftOptions.Timing;
import dev.pharos.raft.node.NodeOptions.SnapshotPolicy;
import dev.pharos.raft.outcome.ChangeRefused;
import dev.pharos.raft.outcome.NotLeader;
import dev.pharos.raft.outcome.OutcomeUnknown;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.transport.MemoryNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A group of real members with real threads and files, and a network in memory. */
final class LiveGroup implements AutoCloseable {
    static final RaftOptions RAFT = RaftOptions.defaults().with(new Timing(20, 2, PreVote.ON));
    static final SnapshotPolicy NO_SNAPSHOTS = new SnapshotPolicy(1 << 30, 1L << 40, 0);
    static final NodeOptions OPTIONS = new NodeOptions(50_000, 65_536, 50_000, 2_000, NO_SNAPSHOTS);
    private static final Duration TICK = Duration.ofMillis(5);

    /** A member that runs, with what it runs on. */
    record Running(RaftNode<Integer> node, Diary diary, FragileDisk disk, FragileDisk snapshotDisk) {}

    private final Path folder;
    private final RaftOptions raftOptions;
    private final NodeOptions options;
    private final List<MembershipChange> founders;
    private final MemoryNetwork network = new MemoryNetwork();
    private final Watchtower watchtower = new Watchtower();
    private final Map<Long, Running> members = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();

    /** Members 1 to {@code size}, started. */
    LiveGroup(Path folder, int size, RaftOptions raftOptions, NodeOptions options) {
        this.folder = folder;
        this.raftOptions = raftOptions;
        this.options = options;
        this.founders = LongStream.rangeClosed(1, size)
                .mapToObj(member -> MembershipChange.single(StepKind.ADD_VOTER, member))
                .toList();
        LongStream.rangeClosed(1, size).forEach(this::start);
    }

    LiveGroup(Path folder, int size) {
        this(folder, size, RAFT, OPTIONS);
    }

    /** Starts a founder, for the first time or again. */
    void start(long member) {
        start(member, founders);
    }

    /** Starts a member that waits to be added. */
    void startNewcomer(long member) {
        start(member, List.of());
    }

    /** Starts a member again whose group is lost. */
    void startAlone(long member) {
        start(member, List.of(), builder -> builder.surviving(MembershipChange.single(StepKind.ADD_VOTER, member)));
    }

    private void start(long member, List<MembershipChange> founding) {
        start(member, founding, builder -> builder);
    }

    private void start(long member, List<MembershipChange> founding, UnaryOperator<RaftNodeBuilder<Integer>> way) {
        Path home = folder.resolve(Long.toString(member));
        Diary diary = new Diary();
        FragileDisk disk = new FragileDisk(FolderDisk.at(home.resolve("wal")));
        FragileDisk snapshotDisk = new FragileDisk(FolderDisk.at(home.resolve("snap")));
        MemberStorage storage = MemberStorage.on(disk, snapshotDisk, LogOptions.ofSegmentBytes(4 << 10), Runnable::run);
        RaftNode<Integer> node = way.apply(RaftNode.builder(member, diary, storage, network.transportOf(member)))
                .options(raftOptions)
                .options(options)
                .founding(founding)
                // Every other member writes on its loop when the disk is fast.
                .writeInlineBelow(member % 2 == 1 ? Duration.ofMillis(2) : Duration.ZERO)
                .tickInterval(TICK)
                .observer(watchtower.of(member))
                .start();
        members.put(member, new Running(node, diary, disk, snapshotDisk));
        network.connect(member, node);
    }

    void stop(long member) {
        network.disconnect(member);
        Running running = Objects.requireNonNull(members.remove(member));
        running.diary().release();
        running.node().close();
        watchtower.forget(member);
    }

    Path walOf(long member) {
        return folder.resolve(Long.toString(member)).resolve("wal");
    }

    MemoryNetwork network() {
        return network;
    }

    Watchtower watchtower() {
        return watchtower;
    }

    List<Long> members() {
        return members.keySet().stream().sorted().toList();
    }

    RaftNode<Integer> node(long member) {
        return running(member).node();
    }

    Diary diary(long member) {
        return running(member).diary();
    }

    Running running(long member) {
        return Objects.requireNonNull(members.get(member));
    }

    long leader() throws InterruptedException, TimeoutException {
        watchtower.await("a leader", () -> watchtower.leader() != 0);
        return watchtower.leader();
    }

    /** A member that knows it follows the leader. */
    long follower() throws InterruptedException, TimeoutException {
        long leader = leader();
        long other = members().stream()
                .filter(member -> member != leader)
                .findFirst()
                .orElseThrow();
        watchtower.await("a follower", () -> watchtower.follows(other, watchtower.leader()));
        return other;
    }

    long newRequest() {
        return requests.incrementAndGet();
    }

    /** Proposes until it is done, and answers the request that was. */
    long commit() throws InterruptedException, TimeoutException {
        return commitThrough(0);
    }

    long commitThrough(long member) throws InterruptedException, TimeoutException {
        while (true) {
            long request = newRequest();
            RaftNode<Integer> node = node(member == 0 ? leader() : member);
            if (succeeds(node.propose(request, Diary.command(request, 0)))) {
                return request;
            }
        }
    }

    void commitMany(int count, int paddingBytes) throws InterruptedException, TimeoutException {
        for (int done = 0; done < count; ) {
            RaftNode<Integer> node = node(leader());
            int batch = Math.min(50, count - done);
            List<CompletableFuture<Integer>> futures = LongStream.range(0, batch)
                    .map(i -> newRequest())
                    .mapToObj(request -> node.propose(request, Diary.command(request, paddingBytes)))
                    .toList();
            for (CompletableFuture<Integer> future : futures) {
                done += succeeds(future) ? 1 : 0;
            }
        }
    }

    /**
     * Goes on until each of these members has saved a second snapshot, so that its first one is in use: they
     * are taken one at a time.
     */
    void commitUntilSnapshots(List<Long> savers, int paddingBytes)
            throws InterruptedException, TimeoutException, IOException {
        for (long saver : savers) {
            while (snapshotsOf(saver) < 2) {
                commitMany(60, paddingBytes);
            }
        }
    }

    private long snapshotsOf(long member) throws IOException {
        try (Stream<Path> files =
                Files.list(folder.resolve(Long.toString(member)).resolve("snap"))) {
            return files.filter(file -> file.toString().endsWith(".snap")).count();
        }
    }

    void change(StepKind kind, long member) throws InterruptedException, TimeoutException {
        while (true) {
            long request = newRequest();
            if (succeeds(node(leader()).changeMembership(request, change(request, kind, member)))) {
                return;
            }
        }
    }

    /** A change of one step that names its request, so that the diary answers it. */
    static MembershipChange change(long request, StepKind kind, long member) {
        return new MembershipChange(Transition.AUTO, List.of(new Step(kind, member)), Diary.command(request, 0));
    }

    /** Waits for the future; false when there was no leader to take it, or it may be lost. */
    private static boolean succeeds(CompletableFuture<?> future) throws InterruptedException, TimeoutException {
        try {
            future.get(Watchtower.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException failed) {
            // A new leader takes no change before it has applied what it inherited.
            assertThat(failed).cause().isInstanceOfAny(NotLeader.class, OutcomeUnknown.class, ChangeRefused.class);
            return false;
        }
    }

    /** Everything that was committed before this call is in the member's diary after it. */
    void catchUp(long member) throws InterruptedException, TimeoutException {
        while (!succeeds(node(member).readIndex())) {
            Thread.onSpinWait();
        }
    }

    /** All running members have written the same diary. */
    List<Long> agreedPages() throws InterruptedException, TimeoutException {
        long last = commit();
        List<Long> pages = List.of();
        for (long member : members()) {
            catchUp(member);
            List<Long> own = upTo(diary(member).pages(), last);
            if (!pages.isEmpty()) {
                assertThat(own).as("member %d", member).isEqualTo(pages);
            }
            pages = own;
        }
        return pages;
    }

    private static List<Long> upTo(List<Long> pages, long last) {
        assertThat(pages).contains(last);
        return pages.subList(0, pages.indexOf(last) + 1);
    }

    void handOverTo(long target) throws InterruptedException, TimeoutException {
        for (int attempt = 0; attempt < 20; attempt++) {
            node(leader()).transferLeadership(target);
            if (watchtower.await(() -> watchtower.leader() == target, Duration.ofSeconds(3))) {
                return;
            }
        }
        throw new TimeoutException("leadership did not go to " + target);
    }

    @Override
    public void close() {
        members().forEach(this::stop);
        network.close();
    }
}
