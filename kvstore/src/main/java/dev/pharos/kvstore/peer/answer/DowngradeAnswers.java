package dev.pharos.kvstore.peer.answer;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.model.Causes;
import dev.pharos.kvstore.service.DowngradeOperations;
import org.jspecify.annotations.Nullable;

/** Whether the cluster is on its way to an earlier release; who is about to join asks. */
public final class DowngradeAnswers {
    private final String clusterId;
    private final DowngradeOperations downgrades;

    public DowngradeAnswers(long clusterId, DowngradeOperations downgrades) {
        this.clusterId = Long.toHexString(clusterId);
        this.downgrades = downgrades;
    }

    BodyReader enabled(Exchange exchange) {
        if (!exchange.head().isGet()) {
            exchange.answer(Answer.methodNotAllowed("GET"));
            return BodyReader.IGNORING;
        }
        downgrades
                .isUnderWay()
                .whenComplete((isUnderWay, failure) ->
                        exchange.answer(answer(isUnderWay, failure).with("X-Etcd-Cluster-ID", clusterId)));
        return BodyReader.IGNORING;
    }

    private static Answer answer(Boolean isUnderWay, @Nullable Throwable failure) {
        return failure == null
                ? Answer.of(200, "text/plain", isUnderWay.toString())
                : Answer.refusal(
                        500, "failed linearized read: " + Causes.of(failure).getMessage());
    }
}
