package dev.pharos.kvstore.service;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.time.Duration;
import java.util.List;

/**
 * Keeps operators from changes that would leave the cluster without a majority that works (rule 9.5). It goes by what
 * this member sees, so it is no part of the log; who knows better switches it off.
 */
final class ReconfigurationCheck {
    private static final Duration STEADY = Duration.ofSeconds(5);

    private final long self;
    private final PeerReach reach;

    ReconfigurationCheck(long self, PeerReach reach) {
        this.self = self;
        this.reach = reach;
    }

    /** The new member counts as one that is down. */
    void requireMayAdd(ClusterState cluster, Member.Kind kind) {
        List<Member> voters = voters(cluster);
        if (kind == Member.Kind.VOTER && !(started(voters) == 1 && voters.size() == 1)) {
            requireStarted(started(voters), voters.size() + 1);
        }
        if (voters.size() > 1 && steady(voters) < quorum(voters.size() + 1)) {
            throw new Refusal(EtcdError.UNHEALTHY);
        }
    }

    /** Whoever is down, or does not vote, may go if enough others have started. */
    void requireMayRemove(ClusterState cluster, Member member) {
        if (member.isLearner()) {
            return;
        }
        List<Member> voters = voters(cluster);
        List<Member> remaining =
                voters.stream().filter(each -> each.id() != member.id()).toList();
        requireStarted(started(remaining), remaining.size());
        boolean isUp = member.id() == self || reach.isReached(member.id());
        if (isUp && steady(voters) - 1 < 1 + (voters.size() - 1) / 2) {
            throw new Refusal(EtcdError.UNHEALTHY);
        }
    }

    void requireMayPromote(ClusterState cluster) {
        List<Member> voters = voters(cluster);
        requireStarted(started(voters) + 1, voters.size() + 1);
    }

    private static void requireStarted(long started, int members) {
        if (started < quorum(members)) {
            throw new Refusal(EtcdError.NOT_ENOUGH_STARTED_MEMBERS);
        }
    }

    private static List<Member> voters(ClusterState cluster) {
        return cluster.members().values().stream()
                .filter(member -> !member.isLearner())
                .toList();
    }

    private static long started(List<Member> members) {
        return members.stream().filter(Member::hasStarted).count();
    }

    private long steady(List<Member> members) {
        return members.stream()
                .filter(member -> member.id() == self || reach.isReachedFor(member.id(), STEADY))
                .count();
    }

    private static int quorum(int members) {
        return members / 2 + 1;
    }
}
