package dev.pharos.etcdctl.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.etcdctl.golden.Program.Result;
import dev.pharos.kvstore.server.LocalCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks under load. That of the throughput takes a minute, so here it is only refused. */
@Timeout(120)
final class CheckTest {
    @TempDir
    private Path folder;

    private LocalCluster cluster;

    @BeforeEach
    void start() throws InterruptedException {
        cluster = LocalCluster.start(folder);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Result run(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--endpoints=" + cluster.endpoint()));
        all.addAll(List.of(words));
        return Program.ours().run(all, "");
    }

    @Test
    void ten_thousand_pairs_come_and_go_and_their_memory_is_told() throws IOException, InterruptedException {
        Result result = run("check", "datascale", "--auto-compact", "--auto-defrag");

        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .matches("Start data scale check for work load \\[10000 key-value pairs, 1024 bytes per key-value,"
                        + " 50 concurrent clients]\\.\n"
                        + "Compacting with revision 10002\n"
                        + "Compacted with revision 10002\n"
                        + "Defragmenting \"" + cluster.endpoint() + "\"\n"
                        + "Defragmented \"" + cluster.endpoint() + "\"\n"
                        + "PASS: Approximate system memory used : -?[0-9]+\\.[0-9]{2} MB\\.\n");
        assertThat(run("get", "", "--prefix", "--count-only", "-w", "fields").out())
                .contains("\"Count\" : 0\n");
    }

    @Test
    void what_is_there_already_is_not_touched() throws IOException, InterruptedException {
        run("put", "p/x", "1");

        Result datascale = run("check", "datascale", "--prefix", "p/");
        assertThat(datascale.err())
                .isEqualTo("Error: prefix \"p/\" has keys. Delete with etcdctl del --prefix p/ first\n");
        Result perf = run("check", "perf", "--prefix", "p/");
        assertThat(perf.err())
                .isEqualTo("Error: prefix \"p/\" has keys. Delete with 'etcdctl del --prefix p/' first\n");
        assertThat(List.of(datascale.status(), perf.status())).containsOnly(3);
        assertThat(run("get", "p/x").out()).isEqualTo("p/x\n1\n");
    }

    @Test
    void a_load_that_does_not_exist_is_refused() throws IOException, InterruptedException {
        for (String kind : List.of("perf", "datascale")) {
            Result result = run("check", kind, "--load", "huge");
            assertThat(result.status()).isEqualTo(4);
            assertThat(result.err()).isEqualTo("Error: unknown load option huge\n");
        }
    }
}
