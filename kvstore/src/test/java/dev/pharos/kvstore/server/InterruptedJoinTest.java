package dev.pharos.kvstore.server;

import static dev.pharos.kvstore.request.Requests.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.MemberAddRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberAddResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InterruptedJoinTest {
    /** Nobody is there, so that the others cannot be the ones who begin. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    @TempDir
    private Path home;

    @Test
    void a_member_that_ended_before_its_first_entry_finds_the_others_at_its_next_start() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(
                        home.resolve("first"), 2, "--heartbeat-interval=50", "--election-timeout=500");
                Client client = new Client(cluster.member(0))) {
            client.kv().put(put("a", "1"));
            LocalServer joining = cluster.newcomer(home.resolve("second"));
            begin(joining, announce(client));

            joining.start();
            try (Client there = new Client(joining)) {
                assertThat(there.value("a")).isEqualTo("1");
            }
        }
    }

    private static LogIdentity announce(Client client) throws Exception {
        MemberAddRequest request =
                MemberAddRequest.newBuilder().addPeerURLs(NOWHERE).build();
        MemberAddResponse[] added = new MemberAddResponse[1];
        Soon.until(
                "it is added",
                () -> Client.refusal(() -> added[0] =
                                ClusterGrpc.newBlockingStub(client.channel()).memberAdd(request))
                        .equals("not refused"));
        return new LogIdentity(
                added[0].getMember().getID(), added[0].getHeader().getClusterId());
    }

    /** As far as a first start comes that is ended behind its first write. */
    private static void begin(LocalServer joining, LogIdentity identity) {
        Path folder = joining.folder().resolve("member");
        try (MemberStorage storage = MemberStorage.inFolder(folder, LogOptions.defaults(), Runnable::run)) {
            assertThat(storage.create(identity).entries()).isEmpty();
        }
    }
}
