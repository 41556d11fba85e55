package dev.pharos.kvstore.peer.answer;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;

/** Whether the cluster is on its way to an older format: it never is, for there is none. */
public final class DowngradeAnswers {
    private final String clusterId;

    public DowngradeAnswers(long clusterId) {
        this.clusterId = Long.toHexString(clusterId);
    }

    BodyReader enabled(Exchange exchange) {
        exchange.answer(
                exchange.head().isGet()
                        ? Answer.of(200, "text/plain", "false").with("X-Etcd-Cluster-ID", clusterId)
                        : Answer.methodNotAllowed("GET"));
        return BodyReader.IGNORING;
    }
}
