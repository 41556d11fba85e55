package dev.pharos.kvstore.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.RowCursor;
import dev.pharos.kvstore.dbfile.StoredBucket;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.wire.proto.leasepb.Lease;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    private static final Membership ONE_VOTER = Membership.ofVoters(0xf00d_0000_0000_1234L);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("db");
    }

    private FilledStore open() {
        return FilledStore.open(folder.resolve("kv"));
    }

    @Test
    void a_store_that_was_just_made_has_all_buckets_of_etcd() {
        try (FilledStore store = open()) {
            store.backup(file);
        }
        try (DbFile db = DbFile.open(file)) {
            assertThat(db.buckets())
                    .extracting(StoredBucket::name)
                    .containsExactly(
                            "alarm",
                            "auth",
                            "authRoles",
                            "authUsers",
                            "cluster",
                            "key",
                            "lease",
                            "members",
                            "members_removed",
                            "meta");
        }
        assertThat(rows("auth")).containsOnlyKeys("authEnabled", "authRevision");
        assertThat(rows("auth").get("authEnabled")).containsExactly(0);
        assertThat(rows("auth").get("authRevision")).isEqualTo(FilledStore.bigEndian(1));
        assertThat(rows("meta")).containsOnlyKeys("consistent_index");
    }

    @Test
    void meta_says_what_etcd_says_and_nothing_of_our_own() {
        try (FilledStore store = open()) {
            store.applied(77, 5, ONE_VOTER).cluster("3.6.0");
            for (int i = 0; i < 10; i++) {
                store.put("key", "value " + i);
            }
            store.compactAt(9);
            store.backup(file);
        }
        Map<String, byte[]> meta = rows("meta");
        assertThat(meta)
                .containsOnlyKeys(
                        "confState",
                        "consistent_index",
                        "finishedCompactRev",
                        "scheduledCompactRev",
                        "storageVersion",
                        "term");
        assertThat(meta.get("consistent_index")).isEqualTo(FilledStore.bigEndian(77));
        assertThat(meta.get("term")).isEqualTo(FilledStore.bigEndian(5));
        assertThat(text(meta.get("confState"))).isEqualTo("{\"voters\":[17297481743799947828],\"auto_leave\":false}");
        assertThat(text(meta.get("storageVersion"))).isEqualTo("3.6.0");
        byte[] nine = ByteBuffer.allocate(17).putLong(9).put((byte) '_').array();
        assertThat(meta.get("scheduledCompactRev")).isEqualTo(nine);
        assertThat(meta.get("finishedCompactRev")).isEqualTo(nine);
    }

    @Test
    void a_cluster_of_an_older_version_has_no_storage_version() {
        try (FilledStore store = open()) {
            store.applied(1, 1, ONE_VOTER).cluster("3.5.0").backup(file);
        }
        assertThat(rows("meta")).containsOnlyKeys("confState", "consistent_index", "term");
        assertThat(text(rows("cluster").get("clusterVersion"))).isEqualTo("3.5.0");
    }

    @Test
    void a_joint_configuration_is_written_out() {
        Membership joint = new Membership(
                MemberSet.of(1, 2), MemberSet.of(2, 3), MemberSet.of(4), MemberSet.of(3), LeaveMode.AUTOMATIC);
        assertThat(ConfState.toJson(joint))
                .isEqualTo("{\"voters\":[1,2],\"learners\":[4],\"voters_outgoing\":[2,3],"
                        + "\"learners_next\":[3],\"auto_leave\":true}");
    }

    @Test
    void leases_alarms_members_and_users_are_there() {
        Member member = Member.voter(0x1234, List.of("http://127.0.0.1:2380")).named("m", List.of("http://c"));
        try (FilledStore store = open()) {
            store.grant(3).cluster("3.6.0", member);
            store.row(Family.ALARM, new byte[] {8, 1, 16, 1}, new byte[0]);
            store.row(Family.AUTH, "authEnabled", new byte[] {1});
            store.row(Family.AUTH_USERS, "root", new byte[] {10, 4});
            store.row(Family.AUTH_ROLES, "role", new byte[] {10, 5});
            store.store().publish();
            store.backup(file);
        }
        assertThat(rows("lease")).hasSize(3);
        assertThat(rows("lease").values())
                .allSatisfy(row -> assertThat(Lease.parseFrom(row).getTTL()).isPositive());
        assertThat(rows("alarm")).hasSize(1);
        assertThat(text(rows("members").get("1234"))).contains("\"id\":4660", "\"name\":\"m\"", "\"clientURLs\"");
        assertThat(text(rows("members_removed").get("abc"))).isEqualTo("removed");
        assertThat(rows("auth").get("authEnabled")).containsExactly(1);
        assertThat(rows("auth").get("authRevision")).isEqualTo(FilledStore.bigEndian(1));
        assertThat(rows("authUsers")).containsOnlyKeys("root");
        assertThat(rows("authRoles")).containsOnlyKeys("role");
    }

    @Test
    void the_records_are_those_of_the_store_in_order_with_a_mark_on_deletions() throws IOException {
        int hash;
        try (FilledStore store = open()) {
            store.put("a", "1").put("b", "2");
            store.store().begin().end();
            store.change(new Random(2), 1);
            store.backup(file);
            hash = store.store().hash().hashKv(0).hash();
        }
        CRC32C crc = new CRC32C();
        crc.update("key".getBytes(UTF_8));
        int tombstones = 0;
        try (DbFile db = DbFile.open(file);
                RowCursor rows = db.bucket("key").orElseThrow().rows()) {
            while (rows.next()) {
                crc.update(rows.key());
                crc.update(rows.value());
                KeyValue kv = KeyValue.parseFrom(rows.value());
                boolean tombstone = rows.key().length == 18;
                tombstones += tombstone ? 1 : 0;
                assertThat(kv.getModRevision())
                        .isEqualTo(tombstone ? 0 : ByteBuffer.wrap(rows.key()).getLong());
            }
        }
        assertThat((int) crc.getValue()).isEqualTo(hash);
        assertThat(tombstones).isGreaterThanOrEqualTo(0);
    }

    @Test
    void it_is_as_long_as_it_says_and_the_same_each_time_whatever_happens_meanwhile() {
        Random chance = new Random(6);
        try (FilledStore store = open()) {
            store.grant(2000).change(chance, 900);
            try (Backup backup = Backup.of(store.backend())) {
                byte[] first = bytes(backup);
                store.change(chance, 300);
                store.compactAt(store.store().revision());
                store.row(Family.LEASE, FilledStore.bigEndian(1), new byte[9]);
                store.store().publish();
                assertThat(first).hasSize((int) backup.sizeBytes());
                assertThat(bytes(backup)).isEqualTo(first);
                try (Backup later = Backup.of(store.backend())) {
                    assertThat(bytes(later)).isNotEqualTo(first);
                }
            }
        }
    }

    private static byte[] bytes(Backup backup) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        backup.writeTo(out);
        return out.toByteArray();
    }

    @Test
    void a_stream_that_breaks_is_reported_and_the_store_goes_on() {
        try (FilledStore store = open()) {
            store.change(new Random(1), 50);
            try (Backup backup = Backup.of(store.backend())) {
                OutputStream broken = new OutputStream() {
                    @Override
                    public void write(int single) throws IOException {
                        throw new IOException("gone");
                    }
                };
                assertThatThrownBy(() -> backup.writeTo(broken)).isInstanceOf(UncheckedIOException.class);
                assertThat(bytes(backup)).hasSize((int) backup.sizeBytes());
            }
            store.put("k", "v");
        }
    }

    private Map<String, byte[]> rows(String bucket) {
        Map<String, byte[]> found = new TreeMap<>();
        assertThat(Files.exists(file)).isTrue();
        try (DbFile db = DbFile.open(file);
                RowCursor rows = db.bucket(bucket).orElseThrow().rows()) {
            while (rows.next()) {
                found.put(text(rows.key()), rows.value());
            }
        }
        return found;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
