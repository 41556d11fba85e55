package dev.pharos.kvstore.chaos;

import dev.pharos.kvstore.chaos.network.Network;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Members as processes, each behind its gate. Owned by the test's thread; who there is may be asked on any. */
final class Cluster implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    private final Path folder;
    private final Network network;
    private final SplittableRandom random;
    private final UnaryOperator<Setting> options;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private int named;

    /** @param options what all members are started with */
    Cluster(Path folder, SplittableRandom random, UnaryOperator<Setting> options) {
        this.folder = folder;
        this.random = random;
        this.network = new Network(random.split());
        this.options = options;
    }

    void found(int size) {
        for (int i = 0; i < size; i++) {
            members.add(prepared());
        }
        String everybody = initialCluster(members);
        members.forEach(member -> member.launch(founding(member, everybody, "new")));
        members.forEach(Member::awaitReady);
    }

    /** Behind its gate, but not running, and not among the members yet. */
    Member prepared() {
        String name = "m" + ++named;
        Setting plain = Setting.in(folder.resolve(name));
        AtomicReference<Optional<Member>> self = new AtomicReference<>(Optional.empty());
        try {
            Files.createDirectories(plain.folder());
            int address = network.open(
                    name,
                    plain.ports().peer(),
                    () -> self.get().map(Member::pid).orElse(0L));
            Setting logging = plain.environment(
                            "GOFAIL_HTTP", "127.0.0.1:" + plain.ports().failpoints())
                    .flags("--log-outputs=stderr," + folder.resolve(name + ".log"));
            Member member = new Member(name, address, options.apply(logging));
            self.set(Optional.of(member));
            return member;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The last flag of a kind counts. */
    private static Setting founding(Member member, String initialCluster, String state) {
        return member.setting()
                .flags("--name=" + member.name(), "--initial-advertise-peer-urls=" + member.peerUrl())
                .flags("--initial-cluster=" + initialCluster, "--initial-cluster-state=" + state);
    }

    private static String initialCluster(List<Member> members) {
        return members.stream()
                .map(member -> member.name() + "=" + member.peerUrl())
                .collect(Collectors.joining(","));
    }

    /** With an empty disk, after the others have been told of it. */
    void join(Member member) {
        List<Member> everybody = new ArrayList<>(members);
        if (!everybody.contains(member)) {
            everybody.add(member);
        }
        try {
            Folders.delete(member.setting().dataDir());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        member.launch(founding(member, initialCluster(everybody), "existing"));
        if (!members.contains(member)) {
            members.add(member);
        }
    }

    /** It is no member any more, and its process has ended. */
    void forget(Member member) {
        members.remove(member);
        member.close();
    }

    Network network() {
        return network;
    }

    List<Member> members() {
        return members;
    }

    Member any(SplittableRandom chance) {
        return members.get(chance.nextInt(members.size()));
    }

    /** Where clients may go. */
    List<Integer> ports() {
        return members.stream().map(member -> member.setting().ports().client()).toList();
    }

    /** The connection to a member that runs, if any does. */
    Connection somewhere() {
        List<Member> running = members.stream().filter(Member::isServing).toList();
        return running.isEmpty()
                ? any(random).connection()
                : running.get(random.nextInt(running.size())).connection();
    }

    /** Who says that it leads, in the latest term; empty if nobody does. */
    Optional<Member> leader() {
        Optional<Member> leader = Optional.empty();
        long latest = -1;
        for (Member member : members) {
            Optional<StatusResponse> status = member.isServing() ? status(member) : Optional.empty();
            if (status.isPresent()
                    && status.get().getLeader() == status.get().getHeader().getMemberId()
                    && status.get().getRaftTerm() > latest) {
                latest = status.get().getRaftTerm();
                leader = Optional.of(member);
            }
        }
        return leader;
    }

    static Optional<StatusResponse> status(Member member) {
        try {
            return Optional.of(member.connection().maintenance().status(StatusRequest.getDefaultInstance()));
        } catch (StatusRuntimeException gone) {
            return Optional.empty();
        }
    }

    Member leaderOrAny() {
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<Member> leader = leader();
            if (leader.isPresent()) {
                return leader.get();
            }
        }
        return any(random);
    }

    Member follower() {
        Member leader = leaderOrAny();
        List<Member> others =
                members.stream().filter(member -> !member.equals(leader)).toList();
        return others.get(random.nextInt(others.size()));
    }

    /** Each of them, as the whole cluster knows it. */
    static List<dev.pharos.wire.proto.etcdserverpb.Member> list(Connection connection) {
        MemberListResponse answer = connection
                .cluster()
                .memberList(MemberListRequest.newBuilder().setLinearizable(true).build());
        return answer.getMembersList();
    }

    /** All that belong to the cluster run and serve when this returns. */
    void startWhoIsDown() {
        List<Member> down = members.stream()
                .filter(member -> !member.isAlive() && !member.isRemoved())
                .toList();
        down.forEach(Member::launch);
        members.stream().filter(Member::isAlive).forEach(Member::awaitReady);
        members.stream().filter(Member::isAlive).forEach(Member::mustLive);
    }

    List<String> deathsUnasked() {
        return members.stream()
                .filter(Member::diedUnasked)
                .map(member -> member + " died: " + member.process().describe())
                .toList();
    }

    @Override
    public void close() {
        members.forEach(Member::goOn);
        members.forEach(Member::close);
        network.close();
    }
}
