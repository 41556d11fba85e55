package dev.pharos.kvstore.dbfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files go from Debian's etcd to us and back. */
@Timeout(300)
class DebianEtcdTest {
    private static final String[] ALL_KEYS = {"get", "", "--from-key", "-w", "json"};

    @TempDir
    private Path folder;

    private Path saved;
    private String keysAtSave;
    private long leasesAtSave;

    @BeforeEach
    void saveSnapshotOfRealStore() throws IOException {
        DebianEtcd.assumeInstalled();
        saved = folder.resolve("saved");
        try (DebianEtcd etcd = DebianEtcd.start(folder, folder.resolve("data"), DebianEtcd.freePort())) {
            fill(etcd);
            keysAtSave = rows(etcd);
            leasesAtSave = etcd.ctl("lease", "list").lines().count() - 1;
            etcd.ctl("snapshot", "save", saved.toString());
        }
    }

    private static void fill(DebianEtcd etcd) {
        putKeys(etcd);
        String lease =
                new Scanner(etcd.ctl("lease", "grant", "3600")).skip("lease").next();
        etcd.ctl("put", "leased", "1", "--lease=" + lease);
        etcd.ctl("lease", "grant", "7200");
        etcd.ctl("del", "key-1", "key-2");
        etcd.ctl("compact", "8");
        etcd.ctl("del", "key-5", "key-6");
        etcd.ctl("user", "add", "root:secret");
        etcd.ctl("role", "add", "reader");
    }

    private static void putKeys(DebianEtcd etcd) {
        for (int batch = 0; batch < 12; batch++) {
            StringBuilder puts = new StringBuilder("\n");
            for (int i = 0; i < 100; i++) {
                int number = batch % 8 * 100 + i;
                puts.append("put key-" + number + " \"" + "v".repeat(i * 9) + "\"\n");
            }
            etcd.ctlWithInput(puts + "\n\n", "txn");
        }
        etcd.ctlWithInput("x".repeat(1 << 20), "put", "huge");
    }

    /** Keys, values, revisions, without the header, which differs from start to start. */
    private static String rows(DebianEtcd etcd) {
        String json = etcd.ctl(ALL_KEYS);
        return json.substring(json.indexOf("\"kvs\""));
    }

    @Test
    void a_snapshot_saved_by_etcdctl_opens() {
        SnapshotFile.verify(saved);
        try (DbFile db = DbFile.open(saved)) {
            assertThat(db.buckets())
                    .extracting(StoredBucket::name)
                    .contains("key", "meta", "lease", "alarm", "cluster", "members", "members_removed")
                    .contains("auth", "authUsers", "authRoles")
                    .hasSize(10);
            assertThat(count(db, "lease")).isEqualTo(2).isEqualTo(leasesAtSave);
            assertThat(db.get("authUsers", "root".getBytes(StandardCharsets.UTF_8)))
                    .isPresent();
            assertThat(keyRows(db)).isGreaterThan(800);
        }
    }

    private static int count(DbFile db, String bucket) {
        int rows = 0;
        try (RowCursor cursor = db.bucket(bucket).orElseThrow().rows()) {
            while (cursor.next()) {
                rows++;
            }
        }
        return rows;
    }

    /** Checks the form of each key and that it is found by itself. */
    private static int keyRows(DbFile db) {
        StoredBucket bucket = db.bucket("key").orElseThrow();
        int rows = 0;
        int tombstones = 0;
        try (RowCursor cursor = bucket.rows()) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                assertThat(key.length).isBetween(17, 18);
                assertThat(key[8]).isEqualTo((byte) '_');
                tombstones += key.length == 18 ? 1 : 0;
                assertThat(bucket.get(key)).hasValue(cursor.value());
                rows++;
            }
        }
        assertThat(tombstones).isPositive();
        return rows;
    }

    @Test
    void a_copy_of_a_snapshot_has_the_status_of_the_original() {
        String wanted = status(saved);
        assertThat(wanted).contains("\"hash\":", "\"revision\":17", "\"totalKey\":");
        assertThat(status(copy())).isEqualTo(wanted);
    }

    /** Hash over all rows, revision and number of rows; not the size, which is another for a packed file. */
    private static String status(Path snapshot) {
        String json = DebianEtcd.offline("snapshot", "status", snapshot.toString(), "-w", "json");
        return json.substring(0, json.indexOf(",\"totalSize\""));
    }

    @Test
    void etcdctl_walks_over_a_large_file_of_ours() {
        ListBucket key = new ListBucket("key");
        for (int i = 0; i < 200_000; i++) {
            byte[] value = new byte[i % 10_000 == 0 ? 70_000 + i : i % 1000 == 0 ? i / 20 : 40];
            key.put(ByteBuffer.allocate(17).putLong(i).put((byte) '_').array(), value);
        }
        ListBucket meta = ListBucket.random("meta", 300, new Random(1), i -> 1 + i * 7, i -> i);
        Path file = folder.resolve("large");
        DbFiles.writeSnapshot(file, DbFilePlan.of(List.of(key, meta, new ListBucket("alarm"))));
        assertThat(status(file))
                .endsWith("\"revision\":199999,\"totalKey\":"
                        + (200_000 + meta.list().size()));
    }

    @Test
    void etcd_restored_from_a_copy_has_all_keys_and_takes_writes() throws IOException {
        Path data = folder.resolve("restored");
        int peerPort = DebianEtcd.freePort();
        DebianEtcd.restore(copy(), data, peerPort);
        Path again = folder.resolve("again");
        try (DebianEtcd etcd = DebianEtcd.start(folder, data, peerPort)) {
            assertThat(rows(etcd)).isEqualTo(keysAtSave);
            assertThat(etcd.ctl("lease", "list").lines().count() - 1).isEqualTo(leasesAtSave);
            putKeys(etcd);
            etcd.ctl("defrag");
            etcd.ctl("snapshot", "save", again.toString());
        }
        SnapshotFile.verify(again);
        assertThat(DbFiles.readAll(again)).isGreaterThan(800);
    }

    private Path copy() {
        Path copy = folder.resolve("copy");
        try (DbFile db = DbFile.open(saved)) {
            DbFilePlan plan = DbFilePlan.of(db.buckets());
            DbFiles.writeSnapshot(copy, plan);
            assertThat(copy).hasSize(SnapshotFile.sizeBytes(plan));
        }
        return copy;
    }
}
