package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.chaos.Setting;
import dev.pharos.kvstore.several.Member.Program;
import dev.pharos.wire.proto.etcdserverpb.MemberAddRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberAddResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveRequest;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Members that belong together. A test's thread changes it; a {@link Writer} looks at it. */
final class Cluster implements AutoCloseable {
    private final Path folder;
    private final List<Member> members = new CopyOnWriteArrayList<>();

    /** With those that never belonged and those that do no more. */
    private final List<Member> made = new ArrayList<>();

    Cluster(Path folder) {
        this.folder = folder;
    }

    /** Three of ours that serve. */
    static Cluster ofThree(Path folder) {
        return ofThree(folder, UnaryOperator.identity());
    }

    static Cluster ofThree(Path folder, UnaryOperator<Setting> change) {
        Cluster cluster = new Cluster(folder);
        try {
            cluster.found(Stream.generate(() -> cluster.make(Program.PHAROS, change))
                    .limit(3)
                    .toList());
            return cluster;
        } catch (RuntimeException | Error failure) {
            cluster.close();
            throw failure;
        }
    }

    /** A place for a member that nobody knows of yet. */
    Member make(Program program, String... flags) {
        return make(program, plain -> plain.flags(flags));
    }

    Member make(Program program, UnaryOperator<Setting> change) {
        String name = (program == Program.PHAROS ? "p" : "e") + (made.size() + 1);
        Member member = new Member(program, name, change.apply(Setting.in(folder.resolve(name))));
        made.add(member);
        return member;
    }

    /** Starts them as the first members. */
    void found(List<Member> founders) {
        members.addAll(founders);
        founders.forEach(founder -> founder.launch(founders, "new"));
        founders.forEach(founder -> founder.awaitReady());
    }

    /** Tells the cluster of a new member. */
    MemberAddResponse announce(Member by, Member added, Kind kind) {
        return Await.answer("a member is added", () -> add(by, added.peerUrl(), kind));
    }

    static MemberAddResponse add(Member by, String peerUrl, Kind kind) {
        return by.connection()
                .cluster()
                .memberAdd(MemberAddRequest.newBuilder()
                        .addPeerURLs(peerUrl)
                        .setIsLearner(kind == Kind.LEARNER)
                        .build());
    }

    enum Kind {
        VOTER,
        LEARNER
    }

    /** Starts one that was announced. */
    void start(Member added) {
        Await.until("a version of the cluster", () -> PeerPage.knowsVersion(leader().peerUrl()));
        String listed = leader().members().stream()
                .flatMap(each -> each.getPeerURLsList().stream()
                        .map(url -> (each.getName().isEmpty() ? added.name() : each.getName()) + "=" + url))
                .collect(Collectors.joining(","));
        members.add(added);
        added.launch(listed, "existing");
        added.awaitReady();
    }

    Member join(Member by, Member added) {
        MemberAddResponse unused = announce(by, added, Kind.VOTER);
        start(added);
        return added;
    }

    /** Takes one out and waits for the end of its process. */
    void remove(Member by, Member leaving) {
        takeOut(by, leaving.id());
        if (leaving.isRunning()) {
            int exit = leaving.process().awaitEnd();
            assertThat(exit).as(leaving.process()::describe).isZero();
        }
        forget(leaving);
    }

    /** Also if the answer to a first attempt got lost. */
    static void takeOut(Member by, long id) {
        Await.until("a member is removed", () -> {
            try {
                var unused = by.connection()
                        .cluster()
                        .memberRemove(MemberRemoveRequest.newBuilder().setID(id).build());
                return true;
            } catch (StatusRuntimeException refusal) {
                if (refusal.getStatus().getCode() == Code.NOT_FOUND) {
                    return true;
                }
                throw refusal;
            }
        });
    }

    void forget(Member gone) {
        members.remove(gone);
        gone.close();
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    List<Member> running() {
        return members.stream().filter(Member::isRunning).toList();
    }

    List<Member> runningBut(Member one) {
        return running().stream().filter(member -> member != one).toList();
    }

    /** The one that all who run take for their leader. */
    Member leader() {
        return Await.until("all know one leader", this::agreed, Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Member> agreed() {
        List<StatusResponse> said = running().stream().map(Member::status).toList();
        List<Long> leaders =
                said.stream().map(StatusResponse::getLeader).distinct().toList();
        return leaders.size() == 1
                ? running().stream()
                        .filter(member -> member.status().getHeader().getMemberId() == leaders.get(0))
                        .findAny()
                : Optional.empty();
    }

    Member follower() {
        return runningBut(leader()).get(0);
    }

    /** Has another one lead. */
    void moveLeader(Member target) {
        long id = target.id();
        Await.until("the lead moves to " + target, () -> {
            Member leader = leader();
            if (leader != target) {
                var unused = leader.connection()
                        .maintenance()
                        .moveLeader(
                                MoveLeaderRequest.newBuilder().setTargetID(id).build());
            }
            return leader() == target;
        });
    }

    /** Starts whoever does not run. */
    void heal() {
        members.forEach(Member::resume);
        List<Member> down =
                members.stream().filter(member -> !member.isRunning()).toList();
        down.forEach(Member::launch);
        down.forEach(member -> member.awaitReady());
        Member unused = leader();
    }

    /** Waits until all who run have what was written so far, and compares that. */
    void assertEqual() {
        List<Member> running = running();
        long revision = Await.answer(
                "a read", () -> running.get(0).everything().getHeader().getRevision());
        int hash = running.get(0).hash(revision);
        for (Member member : running) {
            Await.until(member + " has all", () -> member.revisionHere() >= revision);
            assertThat(member.hash(revision))
                    .as("hash of %s at %d", member, revision)
                    .isEqualTo(hash);
        }
    }

    @Override
    public void close() {
        made.forEach(Member::close);
    }
}
