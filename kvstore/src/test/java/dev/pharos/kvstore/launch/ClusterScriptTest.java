package dev.pharos.kvstore.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.launch.Launcher.Ended;
import dev.pharos.kvstore.launch.Machine.Row;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/pharos-cluster}, with servers and without. */
@Timeout(300)
class ClusterScriptTest {
    private static final String ENDS_AT_ONCE = "echo \"cannot start: $*\"; exit 3\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void needs_bash() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the script needs /bin/bash");
    }

    private static Ended done(Ended ended) {
        assertThat(ended.exitCode()).as("%s", ended).isZero();
        return ended;
    }

    @Test
    void a_cluster_is_started_once_shown_stopped_and_started_again_with_its_data() throws Exception {
        try (Machine machine = Machine.in(folder)) {
            done(machine.run("start", "3", "--", "--snapshot-count", "500"));
            List<Row> rows = machine.status();
            assertThat(rows).extracting(Row::name).containsExactly("m1", "m2", "m3");
            assertThat(rows).extracting(Row::health).containsOnly("ok");
            assertThat(rows).extracting(Row::role).containsExactlyInAnyOrder("leader", "follower", "follower");
            assertThat(rows).extracting(Row::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]+"));
            machine.ask("m1", "/v3/kv/put", "{\"key\":\"YQ==\",\"value\":\"Yg==\"}");

            Ended again = done(machine.run("start"));
            assertThat(again.out()).contains("m1 runs already", "m2 runs already", "m3 runs already");
            assertThat(machine.status())
                    .extracting(Row::pid)
                    .isEqualTo(rows.stream().map(Row::pid).toList());

            done(machine.run("stop"));
            done(machine.run("stop"));
            assertThat(machine.status()).extracting(Row::health).containsOnly("stopped");
            assertThat(rows).noneMatch(row -> Machine.runs(row.pid()));

            done(machine.run("start"));
            assertThat(machine.ask("m3", "/v3/kv/range", "{\"key\":\"YQ==\"}")).contains("\"Yg==\"");
            assertThat(machine.status())
                    .extracting(Row::clients)
                    .isEqualTo(rows.stream().map(Row::clients).toList());
        }
    }

    @Test
    void members_are_frozen_killed_and_restarted_while_the_others_serve() throws Exception {
        try (Machine machine = Machine.in(folder)) {
            done(machine.run("start", "3"));
            done(machine.run("pause", "m1"));
            assertThat(machine.row("m1").health()).isEqualTo("frozen");
            machine.ask("m2", "/v3/kv/put", "{\"key\":\"YQ==\",\"value\":\"Yg==\"}");
            Ended frozen = machine.run("start", "m1");
            assertThat(frozen.exitCode()).isEqualTo(1);
            assertThat(frozen.err()).contains("m1 is frozen");
            done(machine.run("resume", "m1"));

            String dead = machine.row("m2").pid();
            done(machine.run("kill", "m2"));
            done(machine.run("kill", "m2"));
            assertThat(machine.row("m2").health()).isEqualTo("stopped");
            assertThat(Machine.runs(dead)).isFalse();
            done(machine.run("start", "m2"));
            assertThat(machine.ask("m2", "/v3/kv/range", "{\"key\":\"YQ==\"}")).contains("\"Yg==\"");

            List<String> before = machine.status().stream().map(Row::pid).toList();
            done(machine.run("restart"));
            assertThat(machine.status()).extracting(Row::health).containsOnly("ok");
            assertThat(machine.status()).extracting(Row::pid).doesNotContainAnyElementsOf(before);
            done(machine.run("pause", "m3"));
            done(machine.run("stop"));
        }
    }

    @Test
    void a_wrong_command_line_says_what_is_wrong_and_does_nothing() throws Exception {
        try (Machine machine = Machine.with(folder, ENDS_AT_ONCE)) {
            for (String line :
                    List.of("", "begin", "start 8", "start 0", "--port x status", "--nothing", "join there")) {
                Ended ended = machine.shell("bin/pharos-cluster " + line);
                assertThat(ended.exitCode()).as(line).isEqualTo(2);
                assertThat(ended.err()).as(line).startsWith("pharos-cluster: ").contains("--help");
                assertThat(ended.out()).as(line).isEmpty();
            }
            for (String line : List.of("status", "stop", "kill m1", "add", "alone m1")) {
                Ended ended = machine.shell("bin/pharos-cluster --dir none " + line);
                assertThat(ended.exitCode()).as(line).isEqualTo(1);
                assertThat(ended.err()).as(line).isEqualTo("pharos-cluster: there is no cluster in none\n");
            }
            assertThat(folder.resolve("none")).doesNotExist();
            assertThat(done(machine.run("--help")).out())
                    .startsWith("usage: pharos-cluster")
                    .contains("replace NAME");
        }
    }

    @Test
    void a_member_that_cannot_start_shows_the_end_of_its_log() throws Exception {
        try (Machine machine = Machine.with(folder, ENDS_AT_ONCE)) {
            Ended ended = machine.run("start", "1");
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err()).contains("cannot start: --name m1", "m1 ended; its log is ");
            assertThat(machine.row("m1").health()).isEqualTo("stopped");
        }
    }

    @Test
    void ports_in_use_are_passed_over() throws Exception {
        try (Machine machine = Machine.with(folder, ENDS_AT_ONCE);
                ServerSocket other = new ServerSocket(machine.basePort() + 1, 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            machine.run("start", "2");
            int first = port(machine, "m1");
            assertThat(first).isGreaterThan(machine.basePort() + 1);
            assertThat(port(machine, "m2")).isGreaterThan(first + 1);
        }
    }

    private static int port(Machine machine, String name) throws IOException, InterruptedException {
        String clients = machine.row(name).clients();
        return Integer.parseInt(clients.substring(clients.indexOf(':') + 1));
    }

    @Test
    void a_process_that_has_the_number_of_a_dead_member_is_left_alone() throws Exception {
        Process other = new ProcessBuilder("sleep", "1000").start();
        try (Machine machine = Machine.with(folder, ENDS_AT_ONCE)) {
            machine.run("start", "1");
            Files.writeString(machine.cluster().resolve("m1/pid"), other.pid() + " 1\n");
            assertThat(machine.row("m1").pid()).isEqualTo("-");
            done(machine.run("kill", "m1"));
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void somebody_who_listens_on_the_port_of_a_member_is_named_as_the_reason() throws Exception {
        try (Machine machine = Machine.with(folder, ENDS_AT_ONCE)) {
            machine.run("start", "1");
            int port = port(machine, "m1");
            try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                Ended ended = machine.run("start");
                assertThat(other.isBound()).isTrue();
                assertThat(ended.exitCode()).isEqualTo(1);
                assertThat(ended.err()).contains("somebody else listens on port " + port);
            }
        }
    }
}
