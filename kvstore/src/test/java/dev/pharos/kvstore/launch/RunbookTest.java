package dev.pharos.kvstore.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.RealEtcd;
import dev.pharos.kvstore.launch.Launcher.Ended;
import dev.pharos.kvstore.launch.Machine.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runbooks of {@code docs/operations.md} do what they promise, line for line. */
@Timeout(600)
class RunbookTest {
    private static final int KEYS = 20;
    private static final Path ETCDCTL = Path.of("/usr/bin/etcdctl");

    @TempDir
    private Path folder;

    @BeforeEach
    void needs_bash() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the script needs /bin/bash");
    }

    private static void needs_etcdctl() {
        Assumptions.assumeTrue(Files.isExecutable(ETCDCTL), "skipped: " + ETCDCTL + " is not installed");
    }

    private static String follow(Machine machine, String block) throws IOException, InterruptedException {
        Ended ended = machine.shell(block);
        assertThat(ended.exitCode()).as("%s%n%s", block, ended).isZero();
        return ended.out();
    }

    private static void follow(Machine machine, List<String> blocks) throws IOException, InterruptedException {
        for (String block : blocks) {
            follow(machine, block);
        }
    }

    private static String text(String plain) {
        return "\"" + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)) + "\"";
    }

    private static void fill(Machine machine, String name) throws IOException, InterruptedException {
        for (int i = 0; i < KEYS; i++) {
            machine.ask(name, "/v3/kv/put", "{\"key\":" + text("key" + i) + ",\"value\":" + text("value" + i) + "}");
        }
        machine.ask(name, "/v3/lease/grant", "{\"ID\":\"77\",\"TTL\":\"3600\"}");
    }

    private static void assertFilled(Machine machine, String name) throws IOException, InterruptedException {
        for (int i = 0; i < KEYS; i++) {
            assertThat(machine.ask(name, "/v3/kv/range", "{\"key\":" + text("key" + i) + "}"))
                    .contains(text("value" + i));
        }
        assertThat(machine.ask(name, "/v3/lease/leases", "{}")).contains("\"77\"");
    }

    private static void assertHealthy(Machine machine, String... names) throws IOException, InterruptedException {
        List<Row> rows = machine.status();
        assertThat(rows).extracting(Row::name).containsExactly(names);
        assertThat(rows).extracting(Row::health).containsOnly("ok");
        assertThat(rows).extracting(Row::role).containsOnlyOnce("leader").doesNotContain("learner");
    }

    @Test
    void a_cluster_is_made_as_the_document_says() throws Exception {
        needs_etcdctl();
        try (Machine machine = Machine.in(folder)) {
            List<String> blocks = Runbook.cluster("A cluster");
            assertThat(blocks).hasSize(2);
            assertThat(follow(machine, blocks.get(0))).contains("m1 serves", "m2 serves", "m3 serves");
            follow(machine, blocks.get(1));
            assertThat(machine.status()).extracting(Row::health).containsOnly("stopped");
        }
    }

    @Test
    void grow_shrink_and_replace() throws Exception {
        try (Machine machine = Machine.in(folder)) {
            follow(machine, "bin/pharos-cluster start 3");
            fill(machine, "m1");
            follow(machine, Runbook.cluster("Grow"));
            assertHealthy(machine, "m1", "m2", "m3", "m4", "m5");
            assertFilled(machine, "m4");

            follow(machine, Runbook.cluster("Shrink"));
            assertHealthy(machine, "m1", "m2", "m3");
            assertThat(machine.cluster().resolve("removed/m4.1/data")).isDirectory();
            follow(machine, "bin/pharos-cluster remove m4");

            String dead = machine.row("m2").id();
            follow(machine, "bin/pharos-cluster kill m2");
            delete(machine.cluster().resolve("m2/data"));
            follow(machine, Runbook.cluster("Replace a dead member"));
            assertHealthy(machine, "m1", "m2", "m3");
            assertThat(machine.row("m2").id()).isNotEqualTo(dead);
            assertFilled(machine, "m2");
            assertThat(machine.run("replace", "m2").err()).contains("only a dead member is replaced");
        }
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> everything = Files.walk(place)) {
            for (Path one : everything.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    @Test
    void restore_a_cluster() throws Exception {
        needs_etcdctl();
        try (Machine machine = Machine.in(folder)) {
            follow(machine, "bin/pharos-cluster start 3");
            fill(machine, "m2");
            follow(machine, Runbook.cluster("Restore a cluster"));
            assertHealthy(machine, "m1", "m2", "m3");
            for (String name : List.of("m1", "m2", "m3")) {
                assertFilled(machine, name);
            }
        }
    }

    @Test
    void lost_quorum() throws Exception {
        try (Machine machine = Machine.in(folder)) {
            follow(machine, "bin/pharos-cluster start 3");
            fill(machine, "m3");
            String id = machine.row("m1").id();
            assertThat(machine.run("alone", "m1").err()).contains("must be true");
            follow(machine, "bin/pharos-cluster kill m2 m3");
            delete(machine.cluster().resolve("m2/data"));
            delete(machine.cluster().resolve("m3/data"));
            follow(machine, Runbook.cluster("Lost quorum"));
            assertHealthy(machine, "m1", "m4", "m5");
            assertThat(machine.row("m1").id()).isEqualTo(id);
            for (String name : List.of("m1", "m4", "m5")) {
                assertFilled(machine, name);
            }
        }
    }

    @Test
    void disk_full() throws Exception {
        try (Machine machine = Machine.in(folder)) {
            follow(machine, "bin/pharos-cluster start 3");
            // A limit of the process takes the place of the full disk: the log's next segment does not fit.
            follow(machine, "bin/pharos-cluster stop m2; ulimit -S -f 50000; bin/pharos-cluster start m2");
            fillUntilEnded(machine, "m2");
            assertThat(machine.run("status").out()).contains("stopped");
            fill(machine, "m1");
            follow(machine, Runbook.cluster("Disk full"));
            assertHealthy(machine, "m1", "m2", "m3");
            assertFilled(machine, "m2");
        }
    }

    private static void fillUntilEnded(Machine machine, String name) throws IOException, InterruptedException {
        String value = text("x".repeat(1_000_000));
        for (int i = 0; !machine.row(name).health().equals("stopped"); i++) {
            assertThat(i).as("puts until the disk is full").isLessThan(500);
            machine.ask("m1", "/v3/kv/put", "{\"key\":" + text("large") + ",\"value\":" + value + "}");
        }
    }

    @Test
    void move_from_etcd_while_clients_work() throws Exception {
        needs_etcdctl();
        RealEtcd.assumeInstalled();
        try (Machine machine = Machine.in(folder);
                RealEtcd etcd = RealEtcd.start(folder)) {
            String put = IntStream.range(0, KEYS)
                    .mapToObj(i -> "etcdctl --endpoints " + etcd.endpoint() + " put key" + i + " value" + i + "\n")
                    .reduce("", String::concat);
            follow(machine, put + "etcdctl --endpoints " + etcd.endpoint() + " put other one");
            for (String block : Runbook.cluster("Move from etcd while clients work")) {
                follow(machine, block.replace("127.0.0.1:2379", etcd.endpoint()));
            }
            assertHealthy(machine, "m1", "m2", "m3");
            machine.ask("m1", "/v3/lease/grant", "{\"ID\":\"77\",\"TTL\":\"3600\"}");
            assertFilled(machine, "m3");
        }
    }

    @Test
    void move_back_to_etcd_while_clients_work() throws Exception {
        needs_etcdctl();
        RealEtcd.assumeInstalled();
        Path program = Path.of(System.getProperty("pharos.etcd", "/usr/bin/etcd"));
        try (Machine machine = Machine.in(folder)) {
            machine.set("PATH", program.getParent() + ":/usr/bin:/bin");
            Assumptions.assumeTrue(
                    follow(machine, "etcd --version").matches("(?s).*Version: 3\\.([6-9]|[1-9][0-9]).*"),
                    "skipped: only etcd 3.6 or later takes members whose cluster has version 3.6");
            follow(machine, "bin/pharos-cluster start 3");
            fill(machine, "m1");
            // The script asks again until the members have known each other for long enough, and etcdctl does not.
            follow(machine, "bin/pharos-cluster add m4; bin/pharos-cluster remove m4");
            moveBack(machine);
        }
    }

    private static void moveBack(Machine machine) throws IOException, InterruptedException {
        List<String> blocks = Runbook.cluster("Move back to etcd while clients work");
        assertThat(blocks).hasSize(2);
        String client = "127.0.0.1:" + RealEtcd.freePort();
        String start = blocks.get(0)
                .replace("127.0.0.1:2380", "127.0.0.1:" + RealEtcd.freePort())
                .replace("127.0.0.1:2379", client);
        follow(machine, start + "echo $! >etcd-pid\n");
        ProcessHandle etcd = ProcessHandle.of(Long.parseLong(
                        Files.readString(machine.root().resolve("etcd-pid")).trim()))
                .orElseThrow();
        try {
            follow(machine, "until etcdctl --endpoints " + client + " get key0; do kill -0 $(cat etcd-pid); done");
            follow(machine, blocks.get(1));
            String all = follow(machine, "etcdctl --endpoints " + client + " get key --prefix");
            assertThat(all.lines()).hasSize(2 * KEYS).contains("key7", "value7");
            assertThat(follow(machine, "etcdctl --endpoints " + client + " lease list"))
                    .contains("4d");
            assertThat(follow(machine, "etcdctl --endpoints " + client + " put after move"))
                    .contains("OK");
        } finally {
            etcd.destroy();
            etcd.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        }
    }
}
