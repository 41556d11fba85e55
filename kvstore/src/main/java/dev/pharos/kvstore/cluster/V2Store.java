package dev.pharos.kvstore.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * The cluster as members of etcd up to 3.6 expect it beside the database of a snapshot: a tree of paths and texts
 * that was the store of its second API, as JSON. Those up to 3.5 learn from it who the members are, the later
 * ones still insist on it. What it may hold of watchers and statistics is left out; they keep their own.
 */
public final class V2Store {
    private static final String MEMBERS = "/0/members";
    private static final String REMOVED = "/0/removed_members";
    private static final String NEVER_EXPIRES = "0001-01-01T00:00:00Z";
    private static final long INDEX = 1;
    private static final int VERSION = 2;

    private V2Store() {}

    public static String json(ClusterState cluster) {
        JsonObject ofCluster = new JsonObject();
        ofCluster.add("members", members(cluster));
        if (!cluster.removed().isEmpty()) {
            ofCluster.add("removed_members", removed(cluster));
        }
        if (!cluster.version().isEmpty()) {
            ofCluster.add("version", text("/0/version", cluster.version()));
        }
        JsonObject top = new JsonObject();
        top.add("0", folder("/0", ofCluster));
        top.add("1", folder("/1", new JsonObject()));
        JsonObject store = new JsonObject();
        store.add("Root", folder("/", top));
        store.addProperty("CurrentIndex", INDEX);
        store.addProperty("CurrentVersion", VERSION);
        return store.toString();
    }

    private static JsonObject members(ClusterState cluster) {
        JsonObject members = new JsonObject();
        for (Member member : cluster.sorted()) {
            String path = MEMBERS + "/" + member.hexId();
            JsonObject said = new JsonObject();
            if (member.hasStarted()) {
                said.add("attributes", text(path + "/attributes", attributes(member)));
            }
            said.add("raftAttributes", text(path + "/raftAttributes", raftAttributes(member)));
            members.add(member.hexId(), folder(path, said));
        }
        return folder(MEMBERS, members);
    }

    private static JsonObject removed(ClusterState cluster) {
        JsonObject removed = new JsonObject();
        cluster.removed().stream()
                .sorted(Long::compareUnsigned)
                .map(Long::toHexString)
                .forEach(id -> removed.add(id, text(REMOVED + "/" + id, "")));
        return folder(REMOVED, removed);
    }

    private static String attributes(Member member) {
        JsonObject json = new JsonObject();
        json.addProperty("name", member.name());
        json.add("clientURLs", array(member.clientUrls()));
        return json.toString();
    }

    private static String raftAttributes(Member member) {
        JsonObject json = new JsonObject();
        json.add("peerURLs", array(member.peerUrls()));
        if (member.isLearner()) {
            json.addProperty("isLearner", true);
        }
        return json.toString();
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static JsonObject text(String path, String value) {
        JsonObject node = node(path, value);
        node.add("Children", JsonNull.INSTANCE);
        return node;
    }

    private static JsonObject folder(String path, JsonObject children) {
        JsonObject node = node(path, "");
        node.add("Children", children);
        return node;
    }

    private static JsonObject node(String path, String value) {
        JsonObject node = new JsonObject();
        node.addProperty("Path", path);
        node.addProperty("CreatedIndex", INDEX);
        node.addProperty("ModifiedIndex", INDEX);
        node.addProperty("ExpireTime", NEVER_EXPIRES);
        node.addProperty("Value", value);
        return node;
    }
}
