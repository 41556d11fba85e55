package dev.pharos.kvstore.datadir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backup.FilledStore;
import dev.pharos.kvstore.backup.RealEtcd;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.datadir.Content.OfEtcd;
import dev.pharos.kvstore.datadir.Content.Ours;
import dev.pharos.kvstore.datadir.Content.RestoredFromBackup;
import dev.pharos.kvstore.dbfile.SnapshotFile;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.wire.proto.leasepb.Lease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Scanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a real etcd, restored by its own tool. */
@Timeout(300)
class RealRestoreTest {
    @TempDir
    private Path folder;

    private final String peerUrl = RealEtcd.freeUrl();
    private Path snapshot;
    private Path data;

    @BeforeEach
    void needEtcd() {
        RealEtcd.assumeInstalled();
        snapshot = folder.resolve("snapshot");
        data = folder.resolve("data");
    }

    private DataDir dir() {
        return DataDir.at(data, Optional.empty());
    }

    /** Saves what a real etcd has after some work; answers the revision. */
    private long save() {
        try (RealEtcd etcd = RealEtcd.start(folder.resolve("old"), peerUrl)) {
            String lease = new Scanner(etcd.ctl("lease", "grant", "5000"))
                    .skip("lease")
                    .next();
            for (int i = 0; i < 12; i++) {
                etcd.ctl("put", "key-" + i % 5, "value " + i, i % 3 == 0 ? "--lease=" + lease : "--lease=0");
            }
            etcd.ctl("del", "key-1");
            etcd.ctl("del", "key-2");
            etcd.ctl("put", "key-2", "again");
            etcd.ctl("compact", "--physical", "9");
            etcd.ctl("del", "key-3", "key-9");
            etcd.ctl("put", "key-7", "x".repeat(100_000));
            etcd.ctl("user", "add", "root:secret");
            etcd.ctl("role", "add", "reader");
            etcd.ctl("snapshot", "save", snapshot.toString());
            return 18;
        }
    }

    @Test
    void a_backup_of_etcd_has_the_same_here_as_on_a_restored_etcd() throws Exception {
        long revision = save();
        RealEtcd.restore(snapshot, data, peerUrl);
        RealEtcd.restore(snapshot, folder.resolve("twin"), peerUrl);
        try (FilledStore store = ImportedMember.start(dir());
                RealEtcd twin = RealEtcd.start(folder.resolve("twin"), peerUrl)) {
            assertThat(store.store().revision()).isEqualTo(revision);
            assertThat(store.store().compactRevision()).isEqualTo(9);
            for (long at = 9; at <= revision; at++) {
                assertThat(store.at(at).stream().map(KeyValue::encoded).toList())
                        .as("revision %d", at)
                        .isEqualTo(twin.at(at));
            }
            store.hashes()
                    .forEach((at, hash) -> assertThat(hash).as("hash at %d", at).isEqualTo(twin.hash(at)));
            assertThat(ImportedMember.rows(store.backend(), Family.AUTH_USERS)).hasSize(1);
            assertThat(ImportedMember.rows(store.backend(), Family.AUTH_ROLES)).hasSize(1);
            List<byte[]> leases = ImportedMember.rows(store.backend(), Family.LEASE);
            assertThat(leases).hasSize(1);
            assertThat(Lease.parseFrom(leases.get(0)).getTTL()).isEqualTo(5000);
        }
    }

    @Test
    void a_restore_for_several_members_names_them_all() {
        save();
        String other = RealEtcd.freeUrl();
        RealEtcd.restore(snapshot, data, peerUrl, "m=" + peerUrl + ",n=" + other);
        RestoredFromBackup restored = (RestoredFromBackup) dir().inspect();
        assertThat(restored.members())
                .extracting(Member::name, Member::peerUrls)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("m", List.of(peerUrl)),
                        org.assertj.core.groups.Tuple.tuple("n", List.of(other)));
        ImportedMember.start(dir()).close();
        assertThat(dir().inspect()).isInstanceOf(Ours.class);
    }

    @Test
    void a_member_goes_on_from_the_log_that_the_restore_made() {
        save();
        RealEtcd.restore(snapshot, data, peerUrl);
        RestoredFromBackup restored = (RestoredFromBackup) dir().inspect();
        ImportedMember.start(dir()).close();
        assertThat(LoneNode.commitOn(dir(), restored)).isEqualTo(new EntryId(2, 3));
        assertThat(dir().inspect()).isInstanceOf(Ours.class);
        ImportedMember.start(dir()).close();
    }

    @Test
    void a_backup_of_ours_that_etcdctl_restored_comes_back() {
        try (FilledStore source = FilledStore.open(folder.resolve("source"))
                .applied(500, 3, Membership.ofVoters(7))
                .cluster("3.6.0", Member.voter(7, List.of("http://127.0.0.1:7")))
                .grant(4)
                .change(new Random(21), 150)) {
            SnapshotFile.appendDigest(source.backup(snapshot));
            RealEtcd.restore(snapshot, data, peerUrl);
            try (FilledStore imported = ImportedMember.start(dir())) {
                assertThat(imported.everything()).isEqualTo(source.everything());
                assertThat(imported.hashes()).isEqualTo(source.hashes());
                assertThat(ImportedMember.rows(imported.backend(), Family.LEASE))
                        .containsExactlyElementsOf(ImportedMember.rows(source.backend(), Family.LEASE));
            }
        }
    }

    @Test
    void folders_on_which_an_etcd_has_run_are_refused_and_left() {
        save();
        assertRefused(DataDir.at(folder.resolve("old"), Optional.empty()));
        RealEtcd.restore(snapshot, data, peerUrl);
        RealEtcd.start(data, peerUrl).close();
        assertRefused(dir());
    }

    private static void assertRefused(DataDir dir) {
        Map<String, Integer> before = FolderImage.of(dir.root());
        assertThat(dir.inspect()).isInstanceOf(OfEtcd.class);
        assertThatThrownBy(() -> dir.claim(Duration.ZERO, FilledStore.LITTLE_MEMORY))
                .isInstanceOf(UnusableDataDir.class)
                .hasMessageContaining("belongs to an etcd");
        assertThat(FolderImage.of(dir.root())).isEqualTo(before);
    }
}
