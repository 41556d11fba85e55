package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.wire.error.EtcdError;
import java.util.List;
import java.util.Optional;

/**
 * Which membership changes make no sense (rules 9.2 to 9.4). Looked at when the entry is applied, where all members
 * have the same cluster before them, so all come to the same result; etcd's members come to it too.
 *
 * @param maxLearners must be the same for all members
 */
public record MembershipRules(int maxLearners) {
    /** One learner at a time, as etcd has it unless told otherwise. */
    public static final MembershipRules DEFAULT = new MembershipRules(1);

    Optional<EtcdError> objection(ClusterState cluster, MembershipChange change) {
        if (change.steps().size() != 1) {
            return Optional.empty();
        }
        Step step = change.steps().get(0);
        if (cluster.removed().contains(step.member())) {
            return Optional.of(EtcdError.MEMBER_NOT_FOUND);
        }
        ChangeContext context = ChangeContext.of(change);
        Optional<Member> known = cluster.member(step.member());
        return switch (step.kind()) {
            case ADD_VOTER, ADD_LEARNER ->
                context.isPromotion() ? promotion(known) : addition(cluster, known, context.member());
            case REMOVE -> known.isPresent() ? Optional.empty() : Optional.of(EtcdError.MEMBER_NOT_FOUND);
            case UPDATE ->
                known.isPresent()
                        ? taken(cluster, step.member(), addresses(context.member()))
                        : Optional.of(EtcdError.MEMBER_NOT_FOUND);
        };
    }

    private static Optional<EtcdError> promotion(Optional<Member> known) {
        if (known.isEmpty()) {
            return Optional.of(EtcdError.MEMBER_NOT_FOUND);
        }
        return known.get().isLearner() ? Optional.empty() : Optional.of(EtcdError.MEMBER_NOT_LEARNER);
    }

    private Optional<EtcdError> addition(ClusterState cluster, Optional<Member> known, Optional<Member> wanted) {
        if (known.isPresent()) {
            return Optional.of(EtcdError.MEMBER_EXISTS);
        }
        Optional<EtcdError> taken = taken(cluster, 0, addresses(wanted));
        boolean tooMany = wanted.filter(Member::isLearner).isPresent() && cluster.learners() >= maxLearners;
        return taken.or(() -> tooMany ? Optional.of(EtcdError.TOO_MANY_LEARNERS) : Optional.empty());
    }

    private static List<String> addresses(Optional<Member> member) {
        return member.map(Member::peerUrls).orElse(List.of());
    }

    /** Whether another member than {@code own} has one of the addresses. */
    private static Optional<EtcdError> taken(ClusterState cluster, long own, List<String> peerUrls) {
        boolean isTaken = cluster.members().values().stream()
                .filter(member -> member.id() != own)
                .anyMatch(member -> member.peerUrls().stream().anyMatch(peerUrls::contains));
        return isTaken ? Optional.of(EtcdError.PEER_URL_EXISTS) : Optional.empty();
    }
}
