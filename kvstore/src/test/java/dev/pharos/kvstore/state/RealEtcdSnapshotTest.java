package dev.pharos.kvstore.state;

import static dev.pharos.kvstore.apply.Commands.command;
import static dev.pharos.kvstore.apply.Commands.grant;
import static dev.pharos.kvstore.request.Requests.put;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pharos.kvstore.backup.RealEtcd;
import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.V2Store;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Databases of a real etcd installed here, and ours looked at by its tools. */
@Timeout(300)
class RealEtcdSnapshotTest {
    private static final int DIGEST_BYTES = 32;

    @TempDir
    private Path folder;

    @BeforeEach
    void needEtcd() {
        RealEtcd.assumeInstalled();
    }

    @Test
    void the_database_of_an_etcd_is_installed_with_its_members() throws IOException {
        Path saved = folder.resolve("saved");
        int hash;
        String id;
        try (RealEtcd etcd = RealEtcd.start(folder.resolve("etcd"), RealEtcd.freeUrl())) {
            String lease = new Scanner(etcd.ctl("lease", "grant", "5000"))
                    .skip("lease")
                    .next();
            for (int i = 0; i < 12; i++) {
                etcd.ctl("put", "key-" + i % 5, "value " + i, i % 3 == 0 ? "--lease=" + lease : "--lease=0");
            }
            etcd.ctl("del", "key-1");
            etcd.ctl("compact", "--physical", "6");
            hash = etcd.hash(0);
            id = etcd.ctl("member", "list").split(",", 2)[0];
            etcd.ctl("snapshot", "save", saved.toString());
        }
        byte[] file = Files.readAllBytes(saved);
        long memberId = Long.parseUnsignedLong(id, 16);
        Snapshot snapshot = new Snapshot(new EntryId(9, 1000), Membership.ofVoters(memberId, 2), Payload.EMPTY);
        try (MemberUnderTest follower = MemberUnderTest.start(folder.resolve("follower"))) {
            follower.receive(snapshot, Arrays.copyOf(file, file.length - DIGEST_BYTES));
            follower.restore(snapshot);
            assertThat(follower.applied()).isEqualTo(1000);
            assertThat(follower.state.store().revision()).isEqualTo(14);
            assertThat(follower.state.store().hash().hashKv(0).hash()).isEqualTo(hash);
            assertThat(follower.state.parts().leases().size()).isEqualTo(1);
            assertThat(follower.state.parts().cluster().state().members()).containsOnlyKeys(memberId);
            assertThat(follower.state.parts().cluster().state().version()).isEqualTo("3.4.0");
            log(follower, 1000);
        }
    }

    /** It can be applied to like any other. */
    private static void log(MemberUnderTest follower, long applied) {
        EntryLog log = new EntryLog();
        while (log.last() < applied) {
            log.add(grant(log.last() + 1, 1000));
        }
        log.add(command(put("new", "one")));
        follower.apply(log);
        assertThat(follower.state.store().revision()).isEqualTo(15);
    }

    @Test
    void etcdctl_reads_what_goes_out_to_a_member() throws IOException {
        Path body = folder.resolve("body");
        EntryLog log = new EntryLog().founded().random(31, 200);
        try (MemberUnderTest leader =
                        MemberUnderTest.start(folder.resolve("leader")).apply(log);
                OutgoingSnapshot outgoing = OutgoingSnapshot.of(leader.state.backend())) {
            try (OutputStream out = Files.newOutputStream(body)) {
                outgoing.writeTo(out);
            }
            assertThat(body).hasSize(outgoing.sizeBytes());
            JsonObject status = JsonParser.parseString(
                            RealEtcd.offline("snapshot", "status", body.toString(), "-w", "json"))
                    .getAsJsonObject();
            assertThat(status.get("revision").getAsLong())
                    .isEqualTo(leader.state.store().revision());
            assertThat(status.get("totalSize").getAsLong()).isEqualTo(outgoing.sizeBytes());
        }
    }

    /** It learns who the members are from nowhere else. */
    @Test
    void etcd_starts_from_a_snapshot_with_our_list_of_members() throws IOException {
        Path saved = folder.resolve("saved");
        Path data = folder.resolve("data");
        String peerUrl = RealEtcd.freeUrl();
        try (RealEtcd etcd = RealEtcd.start(folder.resolve("etcd"), peerUrl)) {
            etcd.ctl("put", "a", "b");
            etcd.ctl("snapshot", "save", saved.toString());
        }
        RealEtcd.restore(saved, data, peerUrl);
        SnapshotStore snapshots = new SnapshotStore(FolderDisk.at(data.resolve("member/snap")));
        Snapshot made = snapshots.load(snapshots.stored().get(0)).orElseThrow();
        Member only = Member.voter(made.membership().voters().get(0), List.of(peerUrl));
        Member second = Member.voter(0xbeef, List.of("http://127.0.0.1:1")).named("second", List.of("http://h:2"));
        ClusterState cluster = new ClusterState(Map.of(only.id(), only, second.id(), second), Set.of(0xabcL), "3.4.0");
        snapshots.save(new Snapshot(made.at(), made.membership(), Payload.utf8(V2Store.json(cluster))));
        try (RealEtcd etcd = RealEtcd.start(data, peerUrl)) {
            assertThat(etcd.ctl("member", "list"))
                    .contains(peerUrl, "beef, started, second, http://127.0.0.1:1, http://h:2");
            assertThat(etcd.at(0)).hasSize(1);
        }
    }
}
