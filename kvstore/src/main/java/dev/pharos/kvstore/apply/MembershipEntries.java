package dev.pharos.kvstore.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Message;
import dev.pharos.kvstore.cluster.ClusterBook;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.wire.proto.etcdserverpb.EmptyResponse;
import java.util.Optional;

/**
 * What a membership change says beside its steps: the member's addresses, as JSON in its context, as in
 * etcd's log. Who proposed the change through this product has put the request's id there too.
 */
final class MembershipEntries {
    static final String REQUEST_ID = "requestId";

    private final ClusterBook cluster;

    MembershipEntries(ClusterBook cluster) {
        this.cluster = cluster;
    }

    /** Takes over what the change says of its member; answers the id of the request that wanted it. */
    Optional<Long> apply(Entry entry, Membership membership) {
        MembershipChange change = MembershipChangeCodec.decode(entry);
        String context = new String(change.context().array(), UTF_8);
        for (Step step : change.steps()) {
            apply(step, context, membership);
        }
        return requestId(context);
    }

    private void apply(Step step, String context, Membership membership) {
        switch (step.kind()) {
            case ADD_VOTER, ADD_LEARNER -> add(step, context, membership);
            case UPDATE -> update(step, context);
            case REMOVE -> {
                if (!membership.contains(step.member())) {
                    cluster.remove(step.member());
                }
            }
        }
    }

    /** A member that is there already is a learner that now votes. */
    private void add(Step step, String context, Membership membership) {
        Optional<Member> known = cluster.state().member(step.member());
        if (known.isPresent()) {
            known.filter(member -> membership.isVoter(member.id()) && member.isLearner())
                    .ifPresent(member -> cluster.put(member.promoted()));
        } else if (membership.contains(step.member()) && !context.isEmpty()) {
            cluster.put(MemberJson.read(context));
        }
    }

    private void update(Step step, String context) {
        cluster.state()
                .member(step.member())
                .filter(member -> !context.isEmpty())
                .ifPresent(
                        member -> cluster.put(member.at(MemberJson.read(context).peerUrls())));
    }

    private static Optional<Long> requestId(String context) {
        if (context.isEmpty()) {
            return Optional.empty();
        }
        JsonObject json = JsonParser.parseString(context).getAsJsonObject();
        return json.has(REQUEST_ID)
                ? Optional.of(Long.parseUnsignedLong(json.get(REQUEST_ID).getAsString()))
                : Optional.empty();
    }

    Message acknowledgement() {
        return EmptyResponse.getDefaultInstance();
    }
}
