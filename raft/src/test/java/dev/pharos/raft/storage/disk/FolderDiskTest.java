package dev.pharos.raft.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDiskTest {
    @TempDir
    Path root;

    @Test
    void folder_and_files_are_for_their_owner_only() throws IOException {
        Path folder = root.resolve("a/b");
        FolderDisk disk = FolderDisk.at(folder);
        disk.create("file").close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("file"))))
                .isEqualTo("rw-------");
    }

    @Test
    void bytes_are_read_where_they_were_written() {
        FolderDisk disk = FolderDisk.at(root);
        byte[] large = new byte[3 << 20];
        large[2 << 20] = 7;
        try (DiskFile file = disk.create("file")) {
            file.write(ByteBuffer.wrap(large), 10);
            file.sync();
            assertThat(file.size()).isEqualTo(large.length + 10);
        }
        try (DiskFile file = disk.open("file")) {
            ByteBuffer into = ByteBuffer.allocate(large.length + 100);
            assertThat(file.read(into, 10)).isEqualTo(large.length);
            assertThat(into.get(2 << 20)).isEqualTo((byte) 7);
            file.truncate(5);
            assertThat(file.read(into.clear(), 0)).isEqualTo(5);
            assertThat(file.read(into.clear(), 9)).isZero();
        }
    }

    @Test
    void names_are_listed_renamed_and_deleted() {
        FolderDisk disk = FolderDisk.at(root);
        disk.create("b").close();
        disk.create("a").close();
        assertThat(disk.list()).containsExactly("a", "b");
        disk.rename("b", "a");
        assertThat(disk.list()).containsExactly("a");
        disk.delete("a");
        disk.syncDirectory();
        assertThat(disk.list()).isEmpty();
    }

    @Test
    void failures_name_the_file() {
        FolderDisk disk = FolderDisk.at(root);
        String missing = root.resolve("missing").toString();
        assertThatThrownBy(() -> disk.open("missing"))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining(missing);
        assertThatThrownBy(() -> disk.delete("missing")).isInstanceOf(StorageFailure.class);
        assertThatThrownBy(() -> disk.rename("missing", "other")).isInstanceOf(StorageFailure.class);
        DiskFile closed = disk.create("file");
        closed.close();
        assertThatThrownBy(() -> closed.write(ByteBuffer.allocate(1), 0)).hasMessageContaining("writing");
        assertThatThrownBy(closed::sync).hasMessageContaining("syncing");
    }

    @Test
    void second_lock_in_this_process_is_refused_and_does_not_break_the_first() throws Exception {
        FolderDisk disk = FolderDisk.at(root);
        try (DiskLock lock = disk.lock()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> FolderDisk.at(root.resolve("../" + root.getFileName()))
                            .lock())
                    .isInstanceOf(StorageFailure.class)
                    .hasMessageContaining("by this process");
            assertThat(lockInAnotherProcess()).contains("by another process");
        }
        assertThat(lockInAnotherProcess()).isEqualTo("locked");
        disk.lock().close();
    }

    private String lockInAnotherProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        location(FolderDisk.class) + File.pathSeparator + location(SecondOpener.class),
                        SecondOpener.class.getName(),
                        root.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader answer =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = answer.readLine();
            process.waitFor();
            return line;
        }
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** What the other process runs. */
    static final class SecondOpener {
        private SecondOpener() {}

        public static void main(String[] args) {
            try (DiskLock lock = FolderDisk.at(Path.of(args[0])).lock()) {
                System.out.println(lock == null ? "nothing" : "locked");
            } catch (StorageFailure e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
