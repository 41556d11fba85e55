package dev.pharos.kvstore.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's command line client. */
final class EtcdctlTest {
    private static final Path PROGRAM = Path.of("/usr/bin/etcdctl");

    @TempDir
    private Path folder;

    private LocalCluster cluster;

    @BeforeEach
    void start() throws InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "skipped: " + PROGRAM + " is not installed");
        cluster = LocalCluster.start(folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private Program.Result tryCtl(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "--endpoints", cluster.endpoint()));
        command.addAll(List.of(arguments));
        return Program.runWithInput(folder, input, command.toArray(new String[0]));
    }

    private String ctl(String... arguments) throws IOException, InterruptedException {
        return ctlWithInput("", arguments);
    }

    private String ctlWithInput(String input, String... arguments) throws IOException, InterruptedException {
        Program.Result result = tryCtl(input, arguments);
        assertThat(result.exit()).as("%s: %s", List.of(arguments), result).isZero();
        return result.out();
    }

    @Test
    void keys_are_put_read_and_deleted() throws IOException, InterruptedException {
        assertThat(ctl("put", "a", "1")).isEqualTo("OK\n");
        assertThat(ctl("put", "--prev-kv", "a", "2")).isEqualTo("OK\na\n1\n");
        ctl("put", "ab", "3");
        assertThat(ctl("get", "--prefix", "a")).isEqualTo("a\n2\nab\n3\n");
        assertThat(ctl("get", "--rev=2", "a")).isEqualTo("a\n1\n");
        assertThat(ctl("get", "--from-key", "--keys-only", "--order=DESCEND", "a"))
                .isEqualTo("ab\n\na\n\n");
        assertThat(ctl("get", "--prefix", "-w=fields", "a")).contains("\"Count\" : 2");
        assertThat(ctl("del", "--prefix", "a")).isEqualTo("2\n");
        assertThat(tryCtl("", "get", "--rev=99", "a").err())
                .contains("etcdserver: mvcc: required revision is a future revision");
    }

    @Test
    void transactions_take_one_of_two_ways() throws IOException, InterruptedException {
        ctl("put", "a", "1");
        String script = "value(\"a\") = \"1\"\n\nput b yes\nget a\n\nput b no\n\n";
        assertThat(ctlWithInput(script, "txn")).isEqualTo("SUCCESS\n\nOK\n\na\n1\n");
        assertThat(ctl("get", "b")).isEqualTo("b\nyes\n");
    }

    @Test
    void a_watch_shows_the_past() throws IOException, InterruptedException {
        ctl("put", "a", "1");
        ctl("del", "a");
        Process watch = new ProcessBuilder(
                        PROGRAM.toString(), "--endpoints", cluster.endpoint(), "watch", "--rev=2", "a")
                .redirectErrorStream(true)
                .start();
        try (var lines = watch.inputReader()) {
            assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine(), lines.readLine()))
                    .containsExactly("PUT", "a", "1", "DELETE");
        } finally {
            watch.destroyForcibly();
        }
    }

    @Test
    void leases_are_granted_shown_renewed_and_revoked() throws IOException, InterruptedException {
        String granted = ctl("lease", "grant", "500");
        assertThat(granted).matches("lease [0-9a-f]+ granted with TTL\\(500s\\)\n");
        String id = granted.split(" ", -1)[1];
        ctl("put", "--lease=" + id, "a", "1");
        assertThat(ctl("lease", "timetolive", "--keys", id)).contains("attached keys([a])");
        assertThat(ctl("lease", "list")).contains("found 1 leases").contains(id);
        assertThat(ctl("lease", "keep-alive", "--once", id)).contains("keepalived with TTL(500)");
        assertThat(ctl("lease", "revoke", id)).isEqualTo("lease " + id + " revoked\n");
        assertThat(ctl("get", "a")).isEmpty();
    }

    @Test
    void the_cluster_shows_itself_healthy() throws IOException, InterruptedException {
        assertThat(ctl("member", "list")).contains(", started, default, ");
        assertThat(ctl("endpoint", "status")).contains(cluster.endpoint());
        assertThat(tryCtl("", "endpoint", "health").err() + ctl("endpoint", "health"))
                .contains("is healthy");
        assertThat(ctl("endpoint", "hashkv")).contains(cluster.endpoint());
        assertThat(ctl("alarm", "list")).isEmpty();
    }

    @Test
    void maintenance_compacts_defragments_and_saves() throws IOException, InterruptedException {
        ctl("put", "a", "1");
        ctl("put", "a", "2");
        assertThat(ctl("compaction", "--physical", "3")).isEqualTo("compacted revision 3\n");
        assertThat(tryCtl("", "get", "--rev=2", "a").err())
                .contains("etcdserver: mvcc: required revision has been compacted");
        assertThat(ctl("defrag")).contains("Finished defragmenting etcd member");
        Path file = folder.resolve("saved");
        ctl("snapshot", "save", file.toString());
        assertThat(ctl("snapshot", "status", "-w=json", file.toString())).contains("\"totalKey\":");
    }

    @Test
    void a_mirror_copies_keys() throws IOException, InterruptedException {
        ctl("put", "from/a", "1");
        Process mirror = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--endpoints",
                        cluster.endpoint(),
                        "make-mirror",
                        "--prefix=from/",
                        "--dest-prefix=to/",
                        cluster.endpoint())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mirror").toFile())
                .start();
        try (Connection connection = Connection.to(cluster.endpoint());
                WatchRecorder watch = WatchRecorder.open(connection)) {
            watch.create(WatchCreateRequest.newBuilder()
                    .setKey(ByteString.copyFromUtf8("to/a"))
                    .setStartRevision(1));
            assertThat(watch.events(1).get(0).getKv().getValue().toStringUtf8()).isEqualTo("1");
        } finally {
            mirror.destroyForcibly();
        }
    }

    @Test
    void locks_and_elections_work() throws IOException, InterruptedException {
        assertThat(ctl("lock", "mutex", "echo", "held")).isEqualTo("held\n");
        Process candidate = new ProcessBuilder(
                        PROGRAM.toString(), "--endpoints", cluster.endpoint(), "elect", "race", "me")
                .redirectErrorStream(true)
                .start();
        try (var lines = candidate.inputReader()) {
            assertThat(lines.readLine()).startsWith("race/");
            assertThat(lines.readLine()).isEqualTo("me");
        } finally {
            candidate.destroyForcibly();
        }
    }
}
