package dev.pharos.etcdctl.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.client.Client;
import dev.pharos.etcdctl.EtcdctlMain;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.testkit.dns.LoopbackNameServer;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: bytes, statuses, signals, other programs. */
@Timeout(300)
final class ProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private LocalCluster cluster;
    private Client client;

    @BeforeEach
    void start() throws InterruptedException {
        cluster = LocalCluster.start(folder.resolve("data"));
        client = Client.connect(cluster.endpoint());
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    /**
     * How it ended.
     *
     * @param text of its standard output, one character for each byte
     */
    private record Ended(int status, String text, String err) {}

    /** By a shell, for Java itself cannot pass on every byte. */
    private ProcessBuilder builder(String line) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String program = "'" + java + "' -XX:TieredStopAtLevel=1 -cp \"$TEST_CLASSES\" " + EtcdctlMain.class.getName()
                + " --endpoints " + cluster.endpoint() + " ";
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", line.replace("etcdctl ", program)).directory(folder.toFile());
        builder.environment().put("TEST_CLASSES", System.getProperty("java.class.path"));
        builder.environment().keySet().removeIf(name -> name.startsWith("ETCDCTL_"));
        return builder;
    }

    private Ended run(String line) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = builder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends", line)
                    .isTrue();
            return new Ended(
                    process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private List<ByteString> keys(String prefix) {
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(prefix))
                .setRangeEnd(ByteString.copyFrom(new byte[1]))
                .setKeysOnly(true)
                .build();
        RangeResponse answer = client.kv().range(request, PATIENCE).join();
        List<ByteString> keys = new ArrayList<>();
        answer.getKvsList().forEach(pair -> keys.add(pair.getKey()));
        return keys;
    }

    @Test
    void every_byte_of_a_key_and_a_value_arrives() throws IOException, InterruptedException {
        assertThat(run("etcdctl put \"$(printf '\\377\\001')\" \"$(printf '\\303\\244\\200')\"")
                        .text())
                .isEqualTo("OK\n");
        assertThat(run("etcdctl get \"$(printf '\\377\\001')\"").text())
                .isEqualTo("\u00ff\u0001\n\u00c3\u00a4\u0080\n");
    }

    @Test
    void errors_have_their_status_and_one_line() throws IOException, InterruptedException {
        Ended future = run("etcdctl get a --rev 99");
        assertThat(future.status()).isEqualTo(1);
        assertThat(future.text()).isEmpty();
        assertThat(future.err()).isEqualTo("Error: etcdserver: mvcc: required revision is a future revision\n");
        assertThat(run("etcdctl put").status()).isEqualTo(128);
        assertThat(run("etcdctl get a -w nonsense").status()).isEqualTo(4);
        assertThat(run("etcdctl txn </dev/null").status()).isEqualTo(3);
    }

    @Test
    void variables_say_what_flags_do_not() throws IOException, InterruptedException {
        run("etcdctl put a 1");
        assertThat(run("ETCDCTL_HEX=true etcdctl get a").text()).isEqualTo("\\x61\n\\x31\n");
        Ended unknown = run("ETCDCTL_NONSENSE=x etcdctl get a");
        assertThat(unknown.status()).isZero();
        assertThat(unknown.err()).contains("\"msg\":\"unrecognized environment variable\"", "\"ETCDCTL_NONSENSE=x\"");
        Ended twice = run("ETCDCTL_ENDPOINTS=a:1 etcdctl get a");
        assertThat(twice.status()).isEqualTo(1);
        assertThat(twice.err()).startsWith("{\"level\":\"fatal\"").contains("conflicting environment variable");
    }

    @Test
    void members_are_found_by_the_records_of_a_domain() throws IOException, InterruptedException {
        try (LoopbackNameServer dns = LoopbackNameServer.start()) {
            int port = Integer.parseInt(
                    cluster.endpoint().substring(cluster.endpoint().lastIndexOf(':') + 1));
            dns.add("_etcd-client._tcp.example.org", "localhost", port);
            String etcdctl = "JDK_JAVA_OPTIONS=-Dpharos.name-servers=" + dns.place() + " etcdctl ";

            assertThat(run(etcdctl + "-d example.org --endpoints nowhere:1 put a 1")
                            .text())
                    .isEqualTo("OK\n");
            assertThat(run(etcdctl + "-d example.org endpoint health").text())
                    .startsWith("http://localhost.:" + port + " is healthy");
            Ended unknown = run(etcdctl + "-d example.net get a");
            assertThat(unknown.status()).isEqualTo(1);
            assertThat(unknown.err()).contains("Error: dns lookup errors: lookup _etcd-client-ssl._tcp.example.net");
        }
    }

    @Test
    void a_command_runs_while_the_lock_is_held() throws IOException, InterruptedException {
        Ended ended = run("etcdctl lock mine -- sh -c 'echo \"$ETCD_LOCK_KEY $ETCD_LOCK_REV\"; exit 7'");
        assertThat(ended.status()).isEqualTo(7);
        assertThat(ended.text()).matches("mine/[0-9a-f]+ [0-9]+\n");
        assertThat(ended.err()).isEqualTo("Error: exit status 7\n");
        assertThat(keys("mine/")).isEmpty();
    }

    @Test
    void a_lock_is_free_when_its_holder_is_told_to_end() throws IOException, InterruptedException {
        Process holder = builder("exec etcdctl lock mine").start();
        try (var lines = holder.inputReader()) {
            assertThat(lines.readLine()).startsWith("mine/");
            assertThat(lines.readLine()).isEmpty();
            assertThat(keys("mine/")).hasSize(1);
            holder.destroy();
            assertThat(holder.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(holder.exitValue()).isZero();
            assertThat(keys("mine/")).isEmpty();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void a_command_runs_for_each_event_and_its_failure_ends_the_watch() throws IOException, InterruptedException {
        run("etcdctl put a 1");
        run("etcdctl put a 2");
        Ended ended = run("etcdctl watch a --rev 1 -- sh -c '"
                + "echo \"$ETCD_WATCH_EVENT_TYPE $ETCD_WATCH_KEY $ETCD_WATCH_VALUE\";"
                + " test \"$ETCD_WATCH_VALUE\" = \"\\\"1\\\"\"'");
        assertThat(ended.text()).contains("PUT\na\n1\n", "\"PUT\" \"a\" \"1\"\n", "\"PUT\" \"a\" \"2\"\n");
        assertThat(ended.err()).startsWith("command [\"sh\" \"-c\" ").endsWith("error (exit status 1)\n");
        assertThat(ended.status()).isEqualTo(1);
    }

    @Test
    void watches_are_typed_in_while_others_go_on() throws IOException, InterruptedException {
        run("etcdctl put a 1");
        run("etcdctl put b 2");
        Process watching = builder("exec etcdctl watch -i").start();
        try (var lines = watching.inputReader();
                var typed = watching.outputWriter()) {
            typed.write("watch a --rev 1\n");
            typed.flush();
            assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
                    .containsExactly("PUT", "a", "1");
            typed.write("nonsense\nwatch b --rev 1\n");
            typed.flush();
            assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
                    .containsExactly("PUT", "b", "2");
        } finally {
            watching.destroyForcibly();
        }
    }

    @Test
    void a_backup_is_there_whole_or_not_at_all() throws IOException, InterruptedException {
        run("etcdctl put a 1");
        Ended saved = run("etcdctl snapshot save file.db");
        assertThat(saved.text()).startsWith("Snapshot saved at file.db\n");
        assertThat(Files.size(folder.resolve("file.db")) % 512).isEqualTo(32);
        Ended nowhere = run("etcdctl snapshot save none/file.db");
        assertThat(nowhere.status()).isEqualTo(5);
        assertThat(nowhere.err()).endsWith("none/file.db.part: no such file or directory)\n");
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void where_nobody_answers_a_command_ends_in_its_time() throws IOException, InterruptedException {
        cluster.member(0).stop();
        for (String command : List.of("get a", "get a --stream", "snapshot save file.db")) {
            Ended ended = run("etcdctl " + command + " --command-timeout=1s");
            assertThat(ended.status()).as(command).isEqualTo(command.startsWith("get") ? 1 : 5);
            assertThat(ended.err()).as(command).endsWith("Error: context deadline exceeded\n");
        }
    }
}
