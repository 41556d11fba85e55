package dev.pharos.kvstore.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.dbfile.SnapshotFile;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.raft.model.Membership;
import dev.pharos.wire.value.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Debian's tools and server make of our backups. */
@Timeout(300)
class RealEtcdTest {
    @TempDir
    private Path folder;

    private final String peerUrl = RealEtcd.freeUrl();
    private Path snapshot;

    @BeforeEach
    void needEtcd() {
        RealEtcd.assumeInstalled();
        snapshot = folder.resolve("snapshot");
    }

    private FilledStore open() {
        Member old = Member.voter(0xabcdef, List.of("http://127.0.0.1:1"));
        return FilledStore.open(folder.resolve("kv"))
                .applied(1000, 7, Membership.ofVoters(0xabcdef))
                .cluster("3.6.0", old);
    }

    private void save(FilledStore store) {
        SnapshotFile.appendDigest(store.backup(snapshot));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Test
    void etcdctl_counts_what_the_store_holds() {
        long revision;
        try (FilledStore store = open()) {
            store.change(new Random(5), 100).put("last", "one");
            revision = store.store().revision();
            save(store);
        }
        JsonObject status = json(RealEtcd.offline("snapshot", "status", snapshot.toString(), "-w", "json"));
        assertThat(status.get("revision").getAsLong()).isEqualTo(revision);
        assertThat(status.get("totalKey").getAsLong()).isPositive();
    }

    @Test
    void a_restored_etcd_has_every_revision_hash_and_lease_and_takes_writes() {
        Map<Long, List<Bytes>> everything;
        Map<Long, Integer> hashes;
        try (FilledStore store = open()) {
            store.grant(3).change(new Random(11), 60).put("last", "one");
            store.row(Family.ALARM, new byte[] {8, 1, 16, 1}, new byte[0]);
            store.compactAt(store.store().revision() - 25);
            everything = store.everything();
            hashes = store.hashes();
            save(store);
        }
        Path data = folder.resolve("data");
        RealEtcd.restore(snapshot, data, peerUrl);
        try (RealEtcd etcd = RealEtcd.start(data, peerUrl)) {
            everything.forEach((revision, pairs) ->
                    assertThat(etcd.at(revision)).as("revision %d", revision).isEqualTo(pairs));
            hashes.forEach((revision, hash) ->
                    assertThat(etcd.hash(revision)).as("hash at %d", revision).isEqualTo(hash));
            assertLeases(etcd, everything);
            assertThat(etcd.ctl("member", "list")).contains(peerUrl).doesNotContain("abcdef");
            assertThat(etcd.ctl("alarm", "disarm")).contains("NOSPACE");
            etcd.ctl("put", "key-0-1", "new");
            etcd.ctl(
                    "compact",
                    "--physical",
                    Long.toString(hashes.keySet().stream().reduce(0L, Math::max)));
        }
    }

    private static void assertLeases(RealEtcd etcd, Map<Long, List<Bytes>> everything) {
        assertThat(etcd.ctl("lease", "list").lines())
                .contains("found 3 leases", "0000000000000001", "0000000000000002", "0000000000000003");
        List<Bytes> newest =
                everything.values().stream().reduce((one, other) -> other).orElseThrow();
        for (long id = 1; id <= 3; id++) {
            long lease = id;
            JsonObject found = json(etcd.ctl("lease", "timetolive", Long.toHexString(id), "--keys", "-w", "json"));
            assertThat(found.get("granted-ttl").getAsLong()).isEqualTo(id * 1000);
            long attached = newest.stream()
                    .filter(pair -> KeyValue.decode(pair).lease() == lease)
                    .count();
            int keys = found.get("keys").isJsonArray()
                    ? found.getAsJsonArray("keys").size()
                    : 0;
            assertThat(keys).isEqualTo((int) attached);
        }
    }

    @Test
    void a_store_that_was_just_made_is_restored_as_an_empty_etcd() {
        try (FilledStore store = FilledStore.open(folder.resolve("kv"))) {
            save(store);
        }
        Path data = folder.resolve("data");
        RealEtcd.restore(snapshot, data, peerUrl);
        try (RealEtcd etcd = RealEtcd.start(data, peerUrl)) {
            assertThat(etcd.at(0)).isEmpty();
            assertThat(etcd.ctl("put", "a", "b")).contains("OK");
        }
    }

    @Test
    void a_compaction_of_everything_is_restored() {
        List<Bytes> pairs;
        int hash;
        long revision;
        try (FilledStore store = open()) {
            store.change(new Random(3), 40);
            revision = store.store().revision();
            store.compactAt(revision);
            pairs = store.at(revision).stream().map(KeyValue::encoded).toList();
            hash = store.store().hash().hashKv(revision).hash();
            save(store);
        }
        Path data = folder.resolve("data");
        RealEtcd.restore(snapshot, data, peerUrl);
        try (RealEtcd etcd = RealEtcd.start(data, peerUrl)) {
            assertThat(etcd.at(revision)).isEqualTo(pairs);
            assertThat(etcd.hash(0)).isEqualTo(hash);
            assertThat(etcd.ctl("endpoint", "status", "-w", "json")).contains("\"revision\":" + revision);
        }
    }
}
