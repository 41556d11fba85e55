package dev.pharos.kvstore.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pharos.kvstore.server.LocalCluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Python with its package {@code python3-etcd3}. */
final class PythonClientTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @Test
    void the_python_client_finds_everything_as_it_expects(@TempDir Path folder)
            throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PYTHON), "skipped: " + PYTHON + " is not installed");
        assumeTrue(
                Program.run(folder, PYTHON.toString(), "-c", "import etcd3").exit() == 0,
                "skipped: python3-etcd3 is not installed");
        Path script = folder.resolve("client.py");
        try (InputStream source = getClass().getResourceAsStream("/blackbox/client.py")) {
            Files.copy(Objects.requireNonNull(source), script);
        }
        try (LocalCluster cluster = LocalCluster.start(folder.resolve("data"))) {
            String port = cluster.endpoint().substring(cluster.endpoint().lastIndexOf(':') + 1);
            Program.Result result = Program.run(folder, PYTHON.toString(), script.toString(), port);
            assertThat(result.exit()).as(result.toString()).isZero();
        }
    }
}
