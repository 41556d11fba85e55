package dev.pharos.kvstore.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Payload;
import java.util.Optional;

/**
 * What a membership change says beside its steps, as etcd's log has it: the member as JSON, and whether it is a
 * learner that shall vote. Who proposed the change through this product has put the request's id there too.
 *
 * @param member empty where the change has no more than an id, as that of a removal
 */
record ChangeContext(Optional<Member> member, boolean isPromotion, Optional<Long> requestId) {
    private static final ChangeContext NOTHING = new ChangeContext(Optional.empty(), false, Optional.empty());
    private static final String REQUEST_ID = "requestId";
    private static final String PROMOTION = "isPromote";

    static ChangeContext of(MembershipChange change) {
        if (change.context().isEmpty()) {
            return NOTHING;
        }
        String text = new String(change.context().array(), UTF_8);
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        return new ChangeContext(
                json.has("id") ? Optional.of(MemberJson.read(text)) : Optional.empty(),
                json.has(PROMOTION) && json.get(PROMOTION).getAsBoolean(),
                json.has(REQUEST_ID)
                        ? Optional.of(
                                Long.parseUnsignedLong(json.get(REQUEST_ID).getAsString()))
                        : Optional.empty());
    }

    static Payload ofMember(Member member, long requestId) {
        return payload(MemberJson.object(member), requestId);
    }

    static Payload ofPromotion(Member learner, long requestId) {
        JsonObject json = MemberJson.object(learner);
        json.addProperty(PROMOTION, true);
        return payload(json, requestId);
    }

    static Payload ofRemoval(long requestId) {
        return payload(new JsonObject(), requestId);
    }

    private static Payload payload(JsonObject json, long requestId) {
        json.addProperty(REQUEST_ID, Long.toUnsignedString(requestId));
        return Payload.utf8(json.toString());
    }
}
