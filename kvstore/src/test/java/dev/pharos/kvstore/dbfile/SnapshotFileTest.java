package dev.pharos.kvstore.dbfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    @TempDir
    private Path folder;

    private final List<ListBucket> buckets =
            List.of(ListBucket.random("key", 500, new Random(1), i -> 17, i -> 300), new ListBucket("meta"));
    private final DbFilePlan plan = DbFilePlan.of(buckets);

    @Test
    void a_snapshot_is_the_file_and_its_digest() throws IOException {
        Path snapshot = DbFiles.writeSnapshot(folder.resolve("snapshot"), plan);
        assertThat(snapshot).hasSize(SnapshotFile.sizeBytes(plan));
        assertThat(Files.size(snapshot) % 512).isEqualTo(32);
        SnapshotFile.verify(snapshot);
        DbFiles.assertHolds(snapshot, buckets);
    }

    @Test
    void the_digest_can_be_appended_to_a_received_file() {
        Path file = DbFiles.write(folder.resolve("db"), plan);
        assertThat(SnapshotFile.hasDigest(file)).isFalse();
        SnapshotFile.appendDigest(file);
        assertThat(SnapshotFile.hasDigest(file)).isTrue();
        assertThat(file).hasSameBinaryContentAs(DbFiles.writeSnapshot(folder.resolve("snapshot"), plan));
        assertThatThrownBy(() -> SnapshotFile.appendDigest(file)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_file_without_a_digest_is_not_verified() {
        Path file = DbFiles.write(folder.resolve("db"), plan);
        assertThatThrownBy(() -> SnapshotFile.verify(file))
                .isInstanceOf(DbFileException.class)
                .hasMessageContaining("no digest");
    }

    @Test
    void one_changed_bit_anywhere_is_found() throws IOException {
        Path snapshot = DbFiles.writeSnapshot(folder.resolve("snapshot"), plan);
        byte[] good = Files.readAllBytes(snapshot);
        Random chance = new Random(2);
        for (int i = 0; i < 200; i++) {
            byte[] bad = good.clone();
            int at = i < 32 ? good.length - 1 - i : chance.nextInt(good.length);
            bad[at] ^= (byte) (1 << chance.nextInt(8));
            Files.write(snapshot, bad);
            assertThatThrownBy(() -> SnapshotFile.verify(snapshot)).isInstanceOf(DbFileException.class);
        }
    }

    @Test
    void a_missing_middle_is_found() throws IOException {
        Path snapshot = DbFiles.writeSnapshot(folder.resolve("snapshot"), plan);
        byte[] good = Files.readAllBytes(snapshot);
        byte[] bad = Arrays.copyOf(good, good.length - 512);
        System.arraycopy(good, good.length - 32, bad, bad.length - 32, 32);
        Files.write(snapshot, bad);
        assertThat(SnapshotFile.hasDigest(snapshot)).isTrue();
        assertThatThrownBy(() -> SnapshotFile.verify(snapshot)).isInstanceOf(DbFileException.class);
        Files.write(snapshot, good);
        assertThatCode(() -> SnapshotFile.verify(snapshot)).doesNotThrowAnyException();
    }
}
