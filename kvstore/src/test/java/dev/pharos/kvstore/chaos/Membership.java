package dev.pharos.kvstore.chaos;

import dev.pharos.wire.proto.etcdserverpb.MemberAddRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveRequest;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Changes who belongs to a cluster, asked again and again until the cluster says that it is so: what was refused or
 * never answered may have been done. Owned by the test's thread.
 */
final class Membership {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Cluster cluster;
    private final Refusals refusals;

    Membership(Cluster cluster, Refusals refusals) {
        this.cluster = cluster;
        this.refusals = refusals;
    }

    void addVoter(Member member) {
        add(member, MemberAddRequest.newBuilder());
    }

    void addLearner(Member member) {
        add(member, MemberAddRequest.newBuilder().setIsLearner(true));
    }

    private void add(Member member, MemberAddRequest.Builder request) {
        MemberAddRequest addition = request.addPeerURLs(member.peerUrl()).build();
        bringAbout(
                "add " + member,
                list -> find(list, member).isPresent(),
                (to, list) -> to.cluster().memberAdd(addition));
    }

    void remove(Member member) {
        bringAbout(
                "remove " + member,
                list -> find(list, member).isEmpty(),
                (to, list) -> to.cluster()
                        .memberRemove(MemberRemoveRequest.newBuilder()
                                .setID(find(list, member).orElseThrow().getID())
                                .build()));
    }

    void promote(Member member) {
        bringAbout(
                "promote " + member,
                list -> !find(list, member).orElseThrow().getIsLearner(),
                (to, list) -> to.cluster()
                        .memberPromote(MemberPromoteRequest.newBuilder()
                                .setID(find(list, member).orElseThrow().getID())
                                .build()));
    }

    private interface Request {
        Object ask(Connection connection, List<dev.pharos.wire.proto.etcdserverpb.Member> list);
    }

    private void bringAbout(
            String what, Predicate<List<dev.pharos.wire.proto.etcdserverpb.Member>> isSo, Request request) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            try {
                Connection connection = cluster.somewhere();
                var list = Cluster.list(connection);
                if (isSo.test(list)) {
                    return;
                }
                Object ignored = request.ask(connection, list);
            } catch (StatusRuntimeException refused) {
                refusals.add(refused.getStatus());
                Pause.millis(100);
            }
        }
        throw new AssertionError("the cluster does not " + what + "; " + refusals.counts());
    }

    private static Optional<dev.pharos.wire.proto.etcdserverpb.Member> find(
            List<dev.pharos.wire.proto.etcdserverpb.Member> list, Member member) {
        return list.stream()
                .filter(one -> one.getPeerURLsList().contains(member.peerUrl()))
                .findFirst();
    }
}
