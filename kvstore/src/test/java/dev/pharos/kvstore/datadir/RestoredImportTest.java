package dev.pharos.kvstore.datadir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backup.FilledStore;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.datadir.Content.Ours;
import dev.pharos.kvstore.datadir.Content.RestoredFromBackup;
import dev.pharos.kvstore.datadir.RestoredImport.Step;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.DbFilePlan;
import dev.pharos.raft.model.Membership;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RestoredImportTest {
    /** The process ends here. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    private Path folder;

    private DataDir restoredFrom(FilledStore source) throws IOException {
        return restoredFrom(source.backup(folder.resolve("db")));
    }

    private DataDir restoredFrom(Path database) throws IOException {
        DataDir dir = new RestoredFolder(folder.resolve("data")).make().dir();
        Files.move(database, dir.database());
        return dir;
    }

    private FilledStore source() {
        return FilledStore.open(folder.resolve("source"))
                .applied(900, 8, Membership.ofVoters(0xbb))
                .cluster("3.5.0", Member.voter(0xbb, List.of("http://127.0.0.1:3")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void the_same_is_read_at_every_revision_and_changes_go_on_alike(long seed) throws IOException {
        try (FilledStore source = source().grant(5).change(new Random(seed), 120)) {
            DataDir dir = restoredFrom(source);
            try (FilledStore imported = ImportedMember.start(dir)) {
                assertSame(imported, source);
                source.change(new Random(-seed), 60);
                imported.change(new Random(-seed), 60);
                assertSame(imported, source);
                source.compactAt(source.store().revision());
                imported.compactAt(imported.store().revision());
                assertSame(imported, source);
            }
        }
    }

    private static void assertSame(FilledStore imported, FilledStore source) {
        assertThat(imported.store().revision()).isEqualTo(source.store().revision());
        assertThat(imported.store().compactRevision()).isEqualTo(source.store().compactRevision());
        assertThat(imported.everything()).isEqualTo(source.everything());
        assertThat(imported.hashes()).isEqualTo(source.hashes());
        assertThat(imported.store().logicalBytes()).isEqualTo(source.store().logicalBytes());
        assertThat(ImportedMember.rows(imported.backend(), Family.LEASE))
                .containsExactlyElementsOf(ImportedMember.rows(source.backend(), Family.LEASE));
    }

    @Test
    void what_is_not_of_the_old_cluster_is_kept() throws IOException {
        try (FilledStore source = source()) {
            source.row(Family.AUTH, "authEnabled", new byte[] {1});
            source.row(Family.AUTH_USERS, "root", new byte[] {10, 4});
            source.row(Family.AUTH_ROLES, "reader", new byte[] {10, 6});
            source.row(Family.ALARM, new byte[] {8, 1, 16, 1}, new byte[0]);
            source.store().publish();
            DataDir dir = restoredFrom(source);
            try (FilledStore imported = ImportedMember.start(dir)) {
                assertThat(row(imported, Family.AUTH, "authEnabled")).containsExactly(1);
                assertThat(row(imported, Family.AUTH_USERS, "root")).containsExactly(10, 4);
                assertThat(row(imported, Family.AUTH_ROLES, "reader")).containsExactly(10, 6);
                assertThat(ImportedMember.rows(imported.backend(), Family.ALARM))
                        .hasSize(1);
                assertThat(row(imported, Family.CLUSTER, "clusterVersion")).isEqualTo("3.5.0".getBytes(UTF_8));
            }
        }
    }

    @Test
    void a_cluster_version_beyond_ours_is_lowered() throws IOException {
        try (FilledStore source = source().cluster("3.10.0")) {
            try (FilledStore imported = ImportedMember.start(restoredFrom(source))) {
                assertThat(row(imported, Family.CLUSTER, "clusterVersion")).isEqualTo("3.6.0".getBytes(UTF_8));
            }
        }
    }

    private static byte[] row(FilledStore store, Family family, String key) {
        return store.backend().get(family, key.getBytes(UTF_8));
    }

    @Test
    void an_empty_backup_becomes_an_empty_store() throws IOException {
        try (FilledStore source = FilledStore.open(folder.resolve("source"))) {
            try (FilledStore imported = ImportedMember.start(restoredFrom(source))) {
                assertSame(imported, source);
                imported.put("first", "one");
                assertThat(imported.store().revision()).isEqualTo(2);
            }
        }
    }

    @Test
    void revisions_that_a_restore_has_raised_are_compacted() throws IOException {
        List<Bytes> newest;
        long raised;
        Path plain;
        try (FilledStore source = source().change(new Random(5), 30)) {
            newest = source.everything().get(source.store().revision());
            raised = source.store().revision() + 1000;
            plain = source.backup(folder.resolve("plain"));
        }
        byte[] mark = ByteBuffer.allocate(17).putLong(raised).put((byte) '_').array();
        Path database = folder.resolve("db");
        try (DbFile db = DbFile.open(plain);
                OutputStream out = Files.newOutputStream(database)) {
            BucketRows key = RowsInMemory.of(db.bucket("key").orElseThrow()).with(mark, new byte[0]);
            BucketRows meta =
                    RowsInMemory.of(db.bucket("meta").orElseThrow()).with("scheduledCompactRev".getBytes(UTF_8), mark);
            DbFilePlan.of(List.of(key, meta)).writeTo(out);
        }
        try (FilledStore imported = ImportedMember.start(restoredFrom(database))) {
            assertThat(imported.store().revision()).isEqualTo(raised);
            assertThat(imported.store().compactRevision()).isEqualTo(raised);
            assertThat(imported.everything()).isEqualTo(Map.of(raised, newest));
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void an_import_that_is_interrupted_goes_on_at_the_next_start(Step last) throws IOException {
        try (FilledStore source = source().grant(2).change(new Random(9), 80)) {
            DataDir dir = restoredFrom(source);
            RestoredFromBackup restored = (RestoredFromBackup) dir.inspect();
            RestoredImport dying = new RestoredImport(dir, restored, FilledStore.LITTLE_MEMORY, step -> {
                if (step == last) {
                    throw new Killed();
                }
            });
            assertThatThrownBy(dying::run).isInstanceOf(Killed.class);
            assertThat(dir.inspect()).isInstanceOf(last == Step.DATABASE_ASIDE ? Ours.class : RestoredFromBackup.class);
            try (FilledStore imported = ImportedMember.start(dir)) {
                assertSame(imported, source);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void a_process_that_dies_while_importing_leaves_what_the_next_one_can_use(Step last) throws Exception {
        try (FilledStore source = source().grant(2).change(new Random(10), 80)) {
            DataDir dir = restoredFrom(source);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            DyingImport.class.getName(),
                            dir.root().toString(),
                            last.name())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(DyingImport.STATUS);
            try (FilledStore imported = ImportedMember.start(dir)) {
                assertSame(imported, source);
            }
        }
    }

    @Test
    void what_an_interrupted_import_left_is_not_used() throws IOException {
        try (FilledStore source = source().change(new Random(12), 40)) {
            DataDir dir = restoredFrom(source);
            Files.createDirectories(dir.unfinishedStore().resolve("deep"));
            Files.writeString(dir.unfinishedStore().resolve("CURRENT"), "garbage");
            try (FilledStore imported = ImportedMember.start(dir)) {
                assertSame(imported, source);
            }
        }
    }

    /** Some damage is in bytes that nobody reads, such as those behind the last row of a page. */
    @Test
    void a_damaged_database_is_refused_and_left_or_does_not_matter() throws IOException {
        Path good;
        try (FilledStore source = source().grant(300).change(new Random(13), 200)) {
            good = source.backup(folder.resolve("good"));
        }
        byte[] bytes = Files.readAllBytes(good);
        Random chance = new Random(14);
        int refused = 0;
        for (int i = 0; i < 16; i++) {
            byte[] damaged = bytes.clone();
            int page = chance.nextInt(bytes.length / DbFilePlan.PAGE_BYTES);
            // The head of a page and its first element.
            damaged[page * DbFilePlan.PAGE_BYTES + 8 + chance.nextInt(24)] ^= (byte) (1 << chance.nextInt(8));
            RestoredFolder restored = new RestoredFolder(folder.resolve("data-" + i)).make();
            Files.write(restored.dir().database(), damaged);
            refused += refuses(restored.dir()) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(2);
    }

    private static boolean refuses(DataDir dir) {
        Map<String, Integer> before = FolderImage.of(dir.root());
        try (FilledStore imported = ImportedMember.start(dir)) {
            assertThat(imported.store().revision()).isPositive();
            return false;
        } catch (UnusableDataDir refused) {
            assertThat(refused).hasMessageContaining(dir.root().toString());
            Map<String, Integer> after = FolderImage.of(dir.root());
            after.remove("member/lock");
            assertThat(after).isEqualTo(before);
            return true;
        }
    }

    @Test
    void a_file_without_records_is_refused() throws IOException {
        Path file = folder.resolve("db");
        try (OutputStream out = Files.newOutputStream(file)) {
            DbFilePlan.of(List.of(RowsInMemory.named("meta"))).writeTo(out);
        }
        DataDir dir = restoredFrom(file);
        assertThatThrownBy(() -> ImportedMember.start(dir))
                .isInstanceOf(UnusableDataDir.class)
                .hasMessageContaining("it has no bucket \"key\"");
        assertThat(dir.database()).exists();
        assertThat(dir.store()).doesNotExist();
        assertThat(dir.unfinishedStore()).doesNotExist();
    }
}
