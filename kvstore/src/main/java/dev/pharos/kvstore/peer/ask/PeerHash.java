package dev.pharos.kvstore.peer.ask;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** A member's answer to the question for a hash; what is compared counts only at equal compact revisions. */
public record PeerHash(long hash, long compactRevision, long revision) {
    static PeerHash read(JsonElement body) {
        JsonObject json = body.getAsJsonObject();
        JsonElement header = json.get("header");
        JsonElement revision = header == null ? null : header.getAsJsonObject().get("revision");
        return new PeerHash(
                number(json, "hash"), number(json, "compact_revision"), revision == null ? 0 : revision.getAsLong());
    }

    private static long number(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsLong() : 0;
    }
}
