package dev.pharos.kvstore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The paths and texts are those that an etcd 3.4.23 has in its own snapshots. */
class V2StoreTest {
    private static JsonObject child(JsonObject parent, String name) {
        return parent.getAsJsonObject("Children").getAsJsonObject(name);
    }

    private static JsonObject at(JsonObject root, String... path) {
        JsonObject node = root;
        for (String name : path) {
            node = child(node, name);
        }
        return node;
    }

    @Test
    void members_and_version_stand_under_their_paths() {
        Member started = Member.voter(0x667880157b8812c8L, List.of("http://127.0.0.1:42380"))
                .named("m", List.of("http://127.0.0.1:42379"));
        Member learner = new Member(0xf000_0000_0000_0001L, "", List.of("http://l:1"), List.of(), Member.Kind.LEARNER);
        ClusterState cluster =
                new ClusterState(Map.of(started.id(), started, learner.id(), learner), Set.of(0xabcL), "3.4.0");
        JsonObject root =
                JsonParser.parseString(V2Store.json(cluster)).getAsJsonObject().getAsJsonObject("Root");
        assertThat(root.get("Path").getAsString()).isEqualTo("/");
        assertThat(root.getAsJsonObject("Children").keySet()).containsExactly("0", "1");
        JsonObject version = at(root, "0", "version");
        assertThat(version.get("Path").getAsString()).isEqualTo("/0/version");
        assertThat(version.get("Value").getAsString()).isEqualTo("3.4.0");
        JsonObject attributes = at(root, "0", "members", "667880157b8812c8", "attributes");
        assertThat(attributes.get("Path").getAsString()).isEqualTo("/0/members/667880157b8812c8/attributes");
        assertThat(attributes.get("ExpireTime").getAsString()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(attributes.get("Value").getAsString())
                .isEqualTo("{\"name\":\"m\",\"clientURLs\":[\"http://127.0.0.1:42379\"]}");
        assertThat(attributes.get("Children").isJsonNull()).isTrue();
        JsonObject unstarted = at(root, "0", "members", "f000000000000001");
        assertThat(unstarted.getAsJsonObject("Children").keySet()).containsExactly("raftAttributes");
        assertThat(child(unstarted, "raftAttributes").get("Value").getAsString())
                .isEqualTo("{\"peerURLs\":[\"http://l:1\"],\"isLearner\":true}");
        assertThat(at(root, "0", "removed_members", "abc").get("Path").getAsString())
                .isEqualTo("/0/removed_members/abc");
    }

    @Test
    void a_cluster_of_nobody_has_the_two_folders_that_etcd_takes_for_granted() {
        JsonObject root = JsonParser.parseString(V2Store.json(ClusterState.EMPTY))
                .getAsJsonObject()
                .getAsJsonObject("Root");
        assertThat(at(root, "0", "members").getAsJsonObject("Children").size()).isZero();
        assertThat(at(root, "1").getAsJsonObject("Children").size()).isZero();
        assertThat(at(root, "0").getAsJsonObject("Children").has("version")).isFalse();
    }
}
