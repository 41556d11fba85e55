package dev.pharos.kvstore.cluster;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * The way of a whole cluster to the release before its own.
 *
 * @param target the version that it goes to, {@code X.Y.Z}; empty if it goes nowhere
 */
public record Downgrade(String target) {
    public static final Downgrade NONE = new Downgrade("");

    /** What a member ordered. A target that is none is not gone to. */
    public static Downgrade to(String target) {
        return Versions.isWellFormed(target) ? new Downgrade(target) : NONE;
    }

    public boolean isUnderWay() {
        return !target.isEmpty();
    }

    /** As etcd's bucket {@code cluster} has it. */
    public String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("target-version", target);
        json.addProperty("enabled", isUnderWay());
        return json.toString();
    }

    /**
     * Reads what {@link #toJson} writes, and what etcd does.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static Downgrade fromJson(String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            JsonElement enabled = json.get("enabled");
            return enabled != null && enabled.getAsBoolean()
                    ? to(json.get("target-version").getAsString())
                    : NONE;
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | UnsupportedOperationException malformed) {
            throw new IllegalArgumentException("not about a downgrade: " + text, malformed);
        }
    }
}
