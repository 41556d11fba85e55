package dev.pharos.kvstore.datadir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.raft.storage.disk.DiskLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClaimTest {
    private static final Duration FOREVER = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private DataDir dir;

    @BeforeEach
    void nameFolder() {
        dir = DataDir.at(folder.resolve("deep").resolve("data"), Optional.empty());
    }

    private DiskLock claim(Duration patience) {
        return dir.claim(patience, BackendOptions.DEFAULT);
    }

    @Test
    void the_folders_are_made_for_their_owner_alone() throws IOException {
        claim(Duration.ZERO).close();
        for (Path made : new Path[] {dir.root(), dir.member()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_folder_that_others_may_enter_stays_so_with_a_warning() throws IOException {
        Files.createDirectories(dir.root());
        Files.setPosixFilePermissions(dir.root(), PosixFilePermissions.fromString("rwxr-x---"));
        Warnings warnings = new Warnings();
        Logger logger = Logger.getLogger(FolderMode.class.getName());
        logger.addHandler(warnings);
        try {
            claim(Duration.ZERO).close();
        } finally {
            logger.removeHandler(warnings);
        }
        assertThat(warnings.text).contains("rwx------ is recommended");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.root())))
                .isEqualTo("rwxr-x---");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.member())))
                .isEqualTo("rwx------");
    }

    private static final class Warnings extends Handler {
        private String text = "";

        @Override
        public void publish(LogRecord line) {
            text += line.getMessage();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void a_second_start_is_refused_while_the_first_runs() {
        try (DiskLock first = claim(Duration.ZERO)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> claim(Duration.ofMillis(150)))
                    .isInstanceOf(UnusableDataDir.class)
                    .hasMessageContaining(dir.root().toString())
                    .hasMessageContaining("is in use by this process already")
                    .hasMessageContaining("stop the other one or choose another --data-dir");
        }
        claim(Duration.ZERO).close();
    }

    @Test
    void another_process_is_waited_for() throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClaimingProcess.class.getName(),
                        dir.root().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = other.inputReader()) {
            assertThat(said.readLine()).isEqualTo(ClaimingProcess.CLAIMED);
            assertThatThrownBy(() -> claim(Duration.ZERO))
                    .isInstanceOf(UnusableDataDir.class)
                    .hasMessageContaining("is in use by another process");
            CompletableFuture<DiskLock> waiting = CompletableFuture.supplyAsync(() -> claim(FOREVER));
            assertThat(waiting).isNotDone();
            other.destroyForcibly();
            waiting.join().close();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused() throws IOException {
        Files.createFile(folder.resolve("deep"));
        assertThatThrownBy(() -> claim(FOREVER))
                .isInstanceOf(UnusableDataDir.class)
                .hasMessageContaining(folder.resolve("deep").toString());
    }
}
