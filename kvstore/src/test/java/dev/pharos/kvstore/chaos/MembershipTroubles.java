package dev.pharos.kvstore.chaos;

import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What may become of who belongs to a cluster. Both halves of each need a majority. */
final class MembershipTroubles {
    private final Cluster cluster;
    private final Membership membership;
    private final Refusals refusals;
    private final Consumer<String> story;

    MembershipTroubles(Cluster cluster, Refusals refusals, Consumer<String> story) {
        this.cluster = cluster;
        this.membership = new Membership(cluster, refusals);
        this.refusals = refusals;
        this.story = story;
    }

    /** A member goes, and later another one comes to the same place, without a memory. */
    Trouble replace(SplittableRandom random) {
        return new Trouble() {
            private Member chosen;

            @Override
            public void begin() {
                chosen = cluster.any(random);
                story.accept("removed " + chosen);
                chosen.mayDie();
                membership.remove(chosen);
                chosen.removed();
                int unused = chosen.process().awaitEnd();
            }

            @Override
            public void end() {
                story.accept("added again " + chosen);
                membership.addVoter(chosen);
                cluster.join(chosen);
                chosen.awaitReady();
            }
        };
    }

    /** A learner comes, and later votes in the place of another. */
    Trouble renew(SplittableRandom random) {
        return new Trouble() {
            private Member learner;

            @Override
            public void begin() {
                learner = cluster.prepared();
                story.accept("a learner comes: " + learner);
                membership.addLearner(learner);
                cluster.join(learner);
                learner.awaitReady();
            }

            @Override
            public void end() {
                membership.promote(learner);
                List<Member> others = cluster.members().stream()
                        .filter(member -> !member.equals(learner))
                        .toList();
                Member leaving = others.get(random.nextInt(others.size()));
                story.accept("it votes, and there goes " + leaving);
                leaving.mayDie();
                membership.remove(leaving);
                int unused = leaving.process().awaitEnd();
                cluster.forget(leaving);
            }
        };
    }

    /** Leadership is moved by hand, at the start and at the end. */
    Trouble handOver() {
        return new Trouble() {
            @Override
            public void begin() {
                move();
            }

            @Override
            public void end() {
                move();
            }
        };
    }

    private void move() {
        Member leader = cluster.leaderOrAny();
        Member heir = cluster.follower();
        Optional<Long> id =
                Cluster.status(heir).map(status -> status.getHeader().getMemberId());
        if (id.isEmpty()) {
            return;
        }
        story.accept("leadership wished to go from " + leader + " to " + heir);
        try {
            var unused = leader.connection()
                    .maintenance()
                    .moveLeader(
                            MoveLeaderRequest.newBuilder().setTargetID(id.get()).build());
        } catch (StatusRuntimeException refused) {
            refusals.add(refused.getStatus());
        }
    }
}
