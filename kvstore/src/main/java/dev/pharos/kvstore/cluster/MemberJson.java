package dev.pharos.kvstore.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.pharos.kvstore.cluster.Member.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member as etcd writes it: into its members bucket, into membership changes, and on {@code /members}. */
public final class MemberJson {
    private MemberJson() {}

    public static String write(Member member) {
        return object(member).toString();
    }

    /** Fields without content are left out, as readers expect it. */
    public static JsonObject object(Member member) {
        JsonObject json = new JsonObject();
        json.addProperty("id", toNumber(member.id()));
        json.add("peerURLs", array(member.peerUrls()));
        if (member.isLearner()) {
            json.addProperty("isLearner", true);
        }
        if (!member.name().isEmpty()) {
            json.addProperty("name", member.name());
        }
        if (!member.clientUrls().isEmpty()) {
            json.add("clientURLs", array(member.clientUrls()));
        }
        return json;
    }

    private static Number toNumber(long unsigned) {
        return new BigInteger(Long.toUnsignedString(unsigned));
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /**
     * Reads what {@link #write} writes, and what etcd does.
     *
     * @throws IllegalArgumentException if the text is not a member
     */
    public static Member read(String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            return new Member(
                    json.get("id").getAsBigInteger().longValue(),
                    json.has("name") ? json.get("name").getAsString() : "",
                    texts(json.get("peerURLs")),
                    texts(json.get("clientURLs")),
                    json.has("isLearner") && json.get("isLearner").getAsBoolean() ? Kind.LEARNER : Kind.VOTER);
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | UnsupportedOperationException malformed) {
            throw new IllegalArgumentException("not a member: " + text, malformed);
        }
    }

    private static List<String> texts(@Nullable JsonElement array) {
        List<String> texts = new ArrayList<>();
        if (array != null && array.isJsonArray()) {
            array.getAsJsonArray().forEach(element -> texts.add(element.getAsString()));
        }
        return texts;
    }
}
