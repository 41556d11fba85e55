package dev.pharos.kvstore.apply;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.Request;
import dev.pharos.wire.proto.membershippb.Attributes;
import dev.pharos.wire.proto.membershippb.ClusterMemberAttrSetRequest;
import dev.pharos.wire.proto.membershippb.ClusterVersionSetRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What members up to etcd 3.5 write into the log to publish their names and the cluster's version: a put on the old
 * tree of paths. Everything else that they write there changed that tree alone and means nothing to this store.
 */
final class LegacyRequests {
    private static final String PUT = "PUT";
    private static final String VERSION = "/0/version";
    private static final Pattern ATTRIBUTES = Pattern.compile("/0/members/([0-9a-f]{1,16})/attributes");

    private LegacyRequests() {}

    /** The same in today's form; a request that changes nothing if there is no such form. */
    static InternalRaftRequest translate(Request request) {
        InternalRaftRequest.Builder translated =
                InternalRaftRequest.newBuilder().setID(request.getID());
        if (request.getMethod().equals(PUT) && request.getPath().equals(VERSION)) {
            translated.setClusterVersionSet(
                    ClusterVersionSetRequest.newBuilder().setVer(request.getVal()));
        } else if (request.getMethod().equals(PUT)) {
            attributes(request).ifPresent(translated::setClusterMemberAttrSet);
        }
        return translated.build();
    }

    private static Optional<ClusterMemberAttrSetRequest> attributes(Request request) {
        Matcher path = ATTRIBUTES.matcher(request.getPath());
        if (!path.matches()) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonParser.parseString(request.getVal()).getAsJsonObject();
            Attributes.Builder attributes = Attributes.newBuilder()
                    .setName(json.has("name") ? json.get("name").getAsString() : "")
                    .addAllClientUrls(texts(json.get("clientURLs")));
            return Optional.of(ClusterMemberAttrSetRequest.newBuilder()
                    .setMemberID(Long.parseUnsignedLong(path.group(1), 16))
                    .setMemberAttributes(attributes)
                    .build());
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException malformed) {
            return Optional.empty();
        }
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable JsonElement list) {
        List<String> texts = new ArrayList<>();
        if (list instanceof JsonArray array) {
            array.forEach(each -> texts.add(each.getAsString()));
        }
        return texts;
    }
}
