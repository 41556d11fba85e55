package dev.pharos.kvstore.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.launch.Launcher.Ended;
import dev.pharos.kvstore.launch.Launcher.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LauncherTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void needs_a_shell() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the launch script needs /bin/sh");
    }

    private Path distribution() throws IOException {
        Path root = folder.resolve("unpacked");
        Files.createDirectories(root.resolve("lib"));
        Files.createFile(root.resolve("lib/pharos-kvstore-1.jar"));
        return Launcher.install(root);
    }

    @Test
    void the_version_has_four_lines_and_needs_no_java() throws IOException, InterruptedException {
        Ended ended = Launcher.run(Launcher.SCRIPT, folder, Map.of("JAVA_HOME", "/none"), "--name", "a", "--version");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).isEmpty();
        List<String> lines = ended.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).matches("etcd Version: [0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(lines.get(1)).startsWith("Git SHA: ");
        assertThat(lines.get(2)).startsWith("Go Version: ");
        assertThat(lines.get(3)).startsWith("Go OS/Arch: linux/");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_link_leads_to_the_script() throws IOException, InterruptedException {
        Path first = Files.createSymbolicLink(folder.resolve("etcd"), Launcher.SCRIPT);
        Path second = Files.createSymbolicLink(folder.resolve("again"), first.getFileName());
        Ended ended = Launcher.run(second, Path.of("/"), Map.of(), "-version");
        assertThat(ended.out()).startsWith("etcd Version: ");
        Ended found = Launcher.run(
                Path.of("/bin/sh"), Path.of("/"), Map.of("PATH", folder + ":/usr/bin:/bin"), "-c", "etcd --version");
        assertThat(found.out()).isEqualTo(ended.out());
    }

    @Test
    void the_server_takes_the_place_of_the_script_and_gets_its_arguments() throws IOException, InterruptedException {
        Path script = distribution();
        Path java = Launcher.java(folder.resolve("jdk"), "17.0.9");
        Ended ended = Launcher.run(
                script, folder, Map.of("JAVA_HOME", java.toString()), "--name", "a b", "--data-dir=$x'\"", "");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out())
                .contains("pid=" + ended.pid() + "\n", "arenas=2\n")
                .endsWith("<dev.pharos.kvstore.server.ServerMain>\n<--name>\n<a b>\n<--data-dir=$x'\">\n<>\n");
        assertThat(ended.out()).containsPattern("<-Xms[0-9]+m>\n<-Xmx[0-9]+m>").doesNotContain("native-access");
    }

    @Test
    void heap_and_options_can_be_chosen() throws IOException, InterruptedException {
        Path java = Launcher.java(folder.resolve("jdk"), "25");
        Map<String, String> environment =
                Map.of("JAVA_HOME", java.toString(), "PHAROS_HEAP", "77m", "PHAROS_JAVA_OPTS", "-Da=1 -Db=2");
        Ended ended = Launcher.run(distribution(), folder, environment);
        assertThat(ended.out()).contains("<-Xms77m>\n<-Xmx77m>\n", "<-Da=1>\n<-Db=2>\n", "<--enable-native-access");
    }

    @Test
    void a_record_of_classes_is_used_where_there_is_one() throws IOException, InterruptedException {
        Path script = distribution();
        Path java = Launcher.java(folder.resolve("jdk"), "17.0.9");
        Path archive = Files.createFile(folder.resolve("unpacked/classes-17.0.9.jsa"));
        Ended ended = Launcher.run(script, folder, Map.of("JAVA_HOME", java.toString()));
        assertThat(ended.out()).contains("<-XX:SharedArchiveFile=" + archive.toRealPath() + ">");
    }

    @Test
    void a_java_that_is_missing_or_too_old_is_named() throws IOException, InterruptedException {
        Path script = distribution();
        Path old = Launcher.java(folder.resolve("jdk"), "11.0.2");
        for (String home : List.of(old.toString(), "/none")) {
            Ended ended = Launcher.run(script, folder, Map.of("JAVA_HOME", home));
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err()).isEqualTo("pharos: JAVA_HOME=" + home + " is no Java 17 or later\n");
        }
    }

    @Test
    void several_first_starts_build_once() throws IOException, InterruptedException {
        Path script = Launcher.install(folder.resolve("tree"));
        Path root = script.getParent().getParent().toRealPath();
        Launcher.program(folder.resolve("tools/mvn"), """
                echo "noise"
                echo once >>builds
                mkdir -p kvstore/target/pharos/lib kvstore/target/pharos/native
                : >kvstore/target/pharos/lib/pharos-kvstore-1.jar
                """);
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                Launcher.java(folder.resolve("jdk"), "17").toString(),
                "PATH",
                folder.resolve("tools") + ":/usr/bin:/bin");
        List<Started> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(Launcher.start(script, folder, environment, "--name=" + i));
        }
        for (Started start : starts) {
            Ended ended = start.await();
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.out()).contains("ServerMain>").doesNotContain("noise");
            assertThat(ended.err()).isEmpty();
        }
        assertThat(Files.readAllLines(root.resolve("builds"))).containsExactly("once");
    }

    @Test
    void a_build_that_fails_says_why() throws IOException, InterruptedException {
        Path script = Launcher.install(folder.resolve("tree"));
        Launcher.program(folder.resolve("tools/mvn"), "echo 'no such plugin'; exit 1\n");
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                Launcher.java(folder.resolve("jdk"), "17").toString(),
                "PATH",
                folder.resolve("tools") + ":/usr/bin:/bin");
        Ended ended = Launcher.run(script, folder, environment);
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("no such plugin\npharos: the build failed");
    }
}
