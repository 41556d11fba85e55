package dev.pharos.kvstore.peer.answer;

import com.google.gson.JsonArray;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.service.ClusterOperations;
import dev.pharos.kvstore.service.PromotionTexts;
import dev.pharos.wire.error.EtcdError;
import java.util.List;

/** Lets a learner vote, for a member that does not lead and so cannot tell whether the learner is ready. */
public final class PromotionAnswers {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final long clusterId;
    private final ClusterOperations cluster;

    public PromotionAnswers(long clusterId, ClusterOperations cluster) {
        this.clusterId = clusterId;
        this.cluster = cluster;
    }

    BodyReader promote(Exchange exchange, String decimalId) {
        return Questions.question(exchange, "POST", body -> {
            exchange.addHeader("X-Etcd-Cluster-ID", Long.toHexString(clusterId));
            try {
                long id = Long.parseUnsignedLong(decimalId);
                Questions.settle(
                        exchange, cluster.promoteHere(id), PromotionAnswers::members, PromotionAnswers::refused);
            } catch (NumberFormatException notDecimal) {
                exchange.answer(Answer.refusal(NOT_FOUND, "member " + decimalId + " not found in cluster"));
            }
        });
    }

    private static Answer members(List<Member> members) {
        JsonArray json = new JsonArray();
        members.forEach(member -> json.add(MemberJson.object(member)));
        return Answer.json(200, json + "\n");
    }

    private static Answer refused(EtcdError why) {
        return switch (why) {
            case MEMBER_NOT_FOUND -> Answer.refusal(NOT_FOUND, PromotionTexts.of(why));
            case MEMBER_NOT_LEARNER, LEARNER_NOT_READY -> Answer.refusal(PRECONDITION_FAILED, PromotionTexts.of(why));
            default -> Questions.internalError();
        };
    }
}
