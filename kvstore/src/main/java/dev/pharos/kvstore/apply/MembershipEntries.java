package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.cluster.ClusterBook;
import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.EmptyResponse;
import java.util.Optional;

/** Takes membership changes over into the cluster that members and clients are shown. */
final class MembershipEntries {
    /** What a request for a change came to. */
    record Answered(long requestId, Outcome outcome) {}

    private final ClusterBook cluster;
    private final MembershipRules rules;

    MembershipEntries(ClusterBook cluster, MembershipRules rules) {
        this.cluster = cluster;
        this.rules = rules;
    }

    ClusterState cluster() {
        return cluster.state();
    }

    /** Why the change must not be made, if so. */
    Optional<EtcdError> objection(MembershipChange change) {
        return rules.objection(cluster.state(), change);
    }

    /**
     * Takes over what the change says of its member.
     *
     * @param membership that holds after the entry
     * @return for the one who asked for it
     */
    Optional<Answered> apply(Entry entry, Membership membership) {
        MembershipChange change = MembershipChangeCodec.decode(entry);
        ChangeContext context = ChangeContext.of(change);
        Optional<EtcdError> objection = objection(change);
        if (objection.isEmpty()) {
            change.steps().forEach(step -> apply(step, context, membership));
        }
        Outcome outcome = objection.map(Outcome::refused).orElse(Outcome.of(EmptyResponse.getDefaultInstance()));
        return context.requestId().map(id -> new Answered(id, outcome));
    }

    private void apply(Step step, ChangeContext context, Membership membership) {
        long id = step.member();
        Optional<Member> known = cluster.state().member(id);
        switch (step.kind()) {
            case ADD_VOTER, ADD_LEARNER -> {
                if (known.isPresent()) {
                    known.filter(member -> membership.isVoter(id) && member.isLearner())
                            .ifPresent(learner -> cluster.put(learner.promoted()));
                } else if (membership.contains(id)) {
                    context.member().ifPresent(cluster::put);
                }
            }
            case UPDATE ->
                known.ifPresent(member ->
                        context.member().map(Member::peerUrls).ifPresent(urls -> cluster.put(member.at(urls))));
            case REMOVE -> {
                if (!membership.contains(id)) {
                    cluster.remove(id);
                }
            }
        }
    }
}
