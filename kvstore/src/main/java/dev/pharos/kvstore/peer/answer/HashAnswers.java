package dev.pharos.kvstore.peer.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.service.MaintenanceOperations;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;

/** What this member holds, as a number that equals that of every other member with the same content (rule 10.7). */
public final class HashAnswers {
    private final String clusterId;
    private final MaintenanceOperations maintenance;

    public HashAnswers(long clusterId, MaintenanceOperations maintenance) {
        this.clusterId = Long.toHexString(clusterId);
        this.maintenance = maintenance;
    }

    BodyReader hash(Exchange exchange) {
        String asked = exchange.head().header("X-Etcd-Cluster-ID").orElse("");
        if (exchange.head().isGet() && !asked.isEmpty() && !asked.equals(clusterId)) {
            exchange.answer(Answer.refusal(412, "cluster ID mismatch"));
            return BodyReader.IGNORING;
        }
        return Questions.question(exchange, "GET", body -> {
            try {
                JsonElement revision = JsonParser.parseString(new String(body, UTF_8))
                        .getAsJsonObject()
                        .get("revision");
                long wanted = revision == null ? 0 : revision.getAsLong();
                Questions.settle(exchange, maintenance.hashKv(wanted), this::found, HashAnswers::refused);
            } catch (JsonParseException | IllegalStateException | NumberFormatException malformed) {
                exchange.answer(Answer.refusal(400, "error unmarshalling request"));
            }
        });
    }

    /** The text is that of the store, without the word that says whose it is to clients. */
    private static Answer refused(EtcdError why) {
        return Answer.refusal(400, why.message().replaceFirst("^etcdserver: ", ""));
    }

    private Answer found(HashKVResponse hash) {
        JsonObject header = new JsonObject();
        header.addProperty("revision", hash.getHeader().getRevision());
        JsonObject json = new JsonObject();
        json.add("header", header);
        json.addProperty("hash", Integer.toUnsignedLong(hash.getHash()));
        json.addProperty("compact_revision", hash.getCompactRevision());
        json.addProperty("hash_revision", hash.getHashRevision());
        return Answer.json(200, json.toString()).with("X-Etcd-Cluster-ID", clusterId);
    }
}
