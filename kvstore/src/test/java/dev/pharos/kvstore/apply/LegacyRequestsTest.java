package dev.pharos.kvstore.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.Request;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegacyRequestsTest {
    @TempDir
    private Path home;

    @Test
    void the_version_of_the_cluster_is_understood() {
        InternalRaftRequest request = LegacyRequests.translate(put(7, "/0/version", "3.4.0"));

        assertThat(request.getID()).isEqualTo(7);
        assertThat(request.getClusterVersionSet().getVer()).isEqualTo("3.4.0");
    }

    @Test
    void the_name_and_addresses_of_a_member_are_understood() {
        InternalRaftRequest request = LegacyRequests.translate(
                put(7, "/0/members/8e9e05c52164694d/attributes", "{\"name\":\"n\",\"clientURLs\":[\"http://a:1\"]}"));

        var said = request.getClusterMemberAttrSet();
        assertThat(said.getMemberID()).isEqualTo(0x8e9e05c52164694dL);
        assertThat(said.getMemberAttributes().getName()).isEqualTo("n");
        assertThat(said.getMemberAttributes().getClientUrlsList()).containsExactly("http://a:1");
    }

    @Test
    void everything_else_changes_nothing() {
        InternalRaftRequest nothing = InternalRaftRequest.newBuilder().setID(7).build();

        assertThat(LegacyRequests.translate(put(7, "/1/some/key", "value"))).isEqualTo(nothing);
        assertThat(LegacyRequests.translate(put(7, "/0/members/zz/attributes", "{}")))
                .isEqualTo(nothing);
        assertThat(LegacyRequests.translate(put(7, "/0/members/1/attributes", "no json")))
                .isEqualTo(nothing);
        assertThat(LegacyRequests.translate(Request.newBuilder()
                        .setID(7)
                        .setMethod("SYNC")
                        .setTime(1)
                        .build()))
                .isEqualTo(nothing);
    }

    /** The bytes are as a member of etcd 3.4 writes them: zeros too. */
    @Test
    void an_entry_of_an_old_member_is_applied() {
        try (MachineUnderTest machine = MachineUnderTest.founded(home)) {
            String path = "/0/members/" + Long.toHexString(MachineUnderTest.MEMBER) + "/attributes";
            Request request = put(7, path, "{\"name\":\"old\",\"clientURLs\":[\"http://a:1\"]}").toBuilder()
                    .setDir(false)
                    .setPrevValue("")
                    .setPrevIndex(0)
                    .setExpiration(0)
                    .setWait(false)
                    .setSince(0)
                    .setRecursive(false)
                    .setSorted(false)
                    .setQuorum(false)
                    .setTime(0)
                    .setStream(false)
                    .build();
            machine.applyRaw(request.toByteArray());

            Member self = machine.parts()
                    .cluster()
                    .state()
                    .member(MachineUnderTest.MEMBER)
                    .orElseThrow();
            assertThat(self.name()).isEqualTo("old");
            assertThat(machine.wasAnswered(7)).isTrue();
        }
    }

    private static Request put(long id, String path, String value) {
        return Request.newBuilder()
                .setID(id)
                .setMethod("PUT")
                .setPath(path)
                .setVal(value)
                .build();
    }
}
