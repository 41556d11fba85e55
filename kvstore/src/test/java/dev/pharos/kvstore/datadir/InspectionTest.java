package dev.pharos.kvstore.datadir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.backup.FilledStore;
import dev.pharos.kvstore.datadir.Content.Broken;
import dev.pharos.kvstore.datadir.Content.Empty;
import dev.pharos.kvstore.datadir.Content.OfEtcd;
import dev.pharos.kvstore.datadir.Content.Ours;
import dev.pharos.kvstore.datadir.Content.RestoredFromBackup;
import dev.pharos.raft.model.Membership;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
    @TempDir
    private Path folder;

    private Path root;
    private RestoredFolder restored;
    private DataDir dir;

    @BeforeEach
    void nameFolder() {
        root = folder.resolve("data");
        restored = new RestoredFolder(root);
        dir = restored.dir();
    }

    private void putDatabase() throws IOException {
        try (FilledStore store = FilledStore.open(folder.resolve("elsewhere"))) {
            store.change(new Random(1), 20).backup(folder.resolve("db"));
        }
        Files.createDirectories(dir.snapshots());
        Files.move(folder.resolve("db"), dir.database(), StandardCopyOption.REPLACE_EXISTING);
    }

    private void putStore() {
        try (FilledStore store = FilledStore.open(dir.store())) {
            store.applied(1, 1, Membership.ofVoters(1));
        }
    }

    /** Looks, and sees to it that looking changed nothing and that a start is refused without a change. */
    private String broken() {
        Map<String, Integer> before = FolderImage.of(root);
        Content found = dir.inspect();
        assertThat(found).isInstanceOf(Broken.class);
        String reason = ((Broken) found).reason();
        assertThatThrownBy(() -> dir.claim(Duration.ZERO, FilledStore.LITTLE_MEMORY))
                .isInstanceOf(UnusableDataDir.class)
                .hasMessage(reason);
        assertThat(FolderImage.of(root)).isEqualTo(before);
        return reason;
    }

    @Test
    void a_folder_that_is_missing_or_has_nothing_of_a_member_is_empty() throws IOException {
        assertThat(dir.inspect()).isInstanceOf(Empty.class);
        assertThat(root).doesNotExist();
        Files.createDirectories(root.resolve("lost+found"));
        assertThat(dir.inspect()).isInstanceOf(Empty.class);
        Files.createDirectories(dir.log());
        Files.createDirectories(dir.snapshots());
        Files.createDirectories(dir.store());
        Files.createFile(dir.log().resolve("0.tmp"));
        assertThat(dir.inspect()).isInstanceOf(Empty.class);
    }

    @Test
    void a_file_in_place_of_a_folder_is_named() throws IOException {
        Files.createFile(root);
        assertThat(broken()).isEqualTo(root + " is not a folder");
    }

    @Test
    void a_log_and_a_store_are_ours() {
        restored.make().run();
        putStore();
        assertThat(dir.inspect()).isInstanceOf(Ours.class);
    }

    @Test
    void a_first_start_may_have_ended_anywhere() {
        try (FilledStore store = FilledStore.open(dir.store())) {
            store.put("nothing", "applied");
        }
        assertThat(dir.inspect()).isInstanceOf(Empty.class);
        restored.makeFounders();
        assertThat(dir.inspect()).isInstanceOf(Ours.class);
        Folders.remove(dir.store());
        assertThat(dir.inspect()).isInstanceOf(Ours.class);
    }

    @Test
    void a_store_without_its_log_is_refused() throws IOException {
        restored.makeFounders();
        putStore();
        DataDir wrong = DataDir.at(root, Optional.of(folder.resolve("wal")));
        Content content = wrong.inspect();
        assertThat(content).isInstanceOf(Broken.class);
        assertThat(((Broken) content).reason()).contains("is missing in " + wrong.log(), "start without --wal-dir");

        Files.move(dir.log(), folder.resolve("wal"));
        assertThat(wrong.inspect()).isInstanceOf(Ours.class);
        assertThat(broken()).contains("is missing in " + dir.log(), "name that with --wal-dir");
    }

    @Test
    void a_log_without_its_store_is_refused() {
        restored.make();
        assertThat(broken()).contains("the store " + dir.store() + " is missing");
    }

    @Test
    void a_founded_log_with_commands_needs_its_store() {
        restored.makeFounders().run();
        assertThat(broken()).contains("the store " + dir.store() + " is missing");
    }

    @Test
    void a_restored_backup_says_who_it_is_for() throws IOException {
        restored.make();
        putDatabase();
        assertThat(dir.inspect())
                .isEqualTo(new RestoredFromBackup(
                        RestoredFolder.IDENTITY, RestoredFolder.AT, RestoredFolder.MEMBERSHIP, RestoredFolder.MEMBERS));
    }

    @Test
    void a_folder_on_which_an_etcd_ran_is_refused_with_a_way_out() throws IOException {
        restored.make().run();
        putDatabase();
        Map<String, Integer> before = FolderImage.of(root);
        assertThat(dir.inspect()).isInstanceOf(OfEtcd.class);
        assertThatThrownBy(() -> dir.claim(Duration.ZERO, FilledStore.LITTLE_MEMORY))
                .isInstanceOf(UnusableDataDir.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining("etcdctl snapshot save FILE")
                .hasMessageContaining("etcdctl snapshot restore FILE --data-dir NEW-DIR --name NAME")
                .hasMessageContaining("--initial-advertise-peer-urls PEER-URL");
        assertThat(FolderImage.of(root)).isEqualTo(before);
    }

    @Test
    void a_folder_of_ours_on_which_an_etcd_was_started_is_refused() throws IOException {
        restored.make().run();
        putStore();
        putDatabase();
        assertThat(broken()).contains("an etcd was started on the folder of a member");
    }

    @Test
    void a_restore_that_did_not_finish_is_refused() throws IOException {
        putDatabase();
        assertThat(broken()).contains("its log is missing", "restore the backup again");
        restored.makeFounders();
        assertThat(broken()).contains("a restore was interrupted");
    }

    @Test
    void a_missing_snapshot_is_named() throws IOException {
        restored.make();
        putDatabase();
        Files.delete(dir.snapshots().resolve("0000000000000001-0000000000000002.snap"));
        assertThat(broken()).contains("the snapshot at 1/2, which is missing in " + dir.snapshots());
    }

    @Test
    void a_damaged_snapshot_is_named_and_left() throws IOException {
        restored.make();
        putDatabase();
        Path snapshot = dir.snapshots().resolve("0000000000000001-0000000000000002.snap");
        Files.write(snapshot, "garbage".getBytes(UTF_8));
        assertThat(broken()).contains(snapshot + " is damaged");
    }

    @Test
    void a_damaged_log_is_named_and_left() throws IOException {
        restored.make();
        putDatabase();
        damage(onlyFile(dir.log(), ".wal"), 100);
        assertThat(broken()).contains(root + " is damaged", ".wal, byte");
        Files.write(onlyFile(dir.log(), ".wal"), "garbage of some length".getBytes(UTF_8));
        assertThat(broken()).contains(root + " is damaged");
        Files.write(onlyFile(dir.log(), ".wal"), new byte[0]);
        assertThat(broken()).contains("it does not say whose log it is");
    }

    @Test
    void a_database_that_is_cut_short_is_named_and_left() throws IOException {
        restored.make();
        putDatabase();
        try (FileChannel channel = FileChannel.open(dir.database(), StandardOpenOption.WRITE)) {
            channel.truncate(5000);
        }
        assertThat(broken()).contains(root + " is damaged");
    }

    private static Path onlyFile(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void damage(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x10;
        Files.write(file, bytes);
    }
}
