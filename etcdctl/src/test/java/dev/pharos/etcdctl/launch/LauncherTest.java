package dev.pharos.etcdctl.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/etcdctl} and {@code bin/etcdutl} with a bare environment, a tree and a Java of their own. */
@Timeout(120)
final class LauncherTest {
    private static final Path SCRIPTS = Path.of("..", "bin");
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    @BeforeEach
    void needs_a_shell() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the launch script needs /bin/sh");
    }

    private record Ended(int status, String out, String err) {}

    private static Path install(Path root, String tool) throws IOException {
        Files.createDirectories(root.resolve("bin"));
        Files.copy(SCRIPTS.resolve("launch-tool"), root.resolve("bin/launch-tool"));
        return program(root.resolve("bin").resolve(tool), Files.readString(SCRIPTS.resolve(tool)));
    }

    private static Path program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** Shows its arguments, one in a line. */
    private Path java(String version) throws IOException {
        Path home = folder.resolve("jdk");
        program(home.resolve("bin/java"), "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\n");
        program(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Ended run(Map<String, String> environment, Path script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Path unpacked(String tool) throws IOException {
        Path root = folder.resolve("unpacked");
        Files.createDirectories(root.resolve("lib"));
        Files.createFile(root.resolve("lib/pharos-etcdctl-1.jar"));
        return install(root, tool);
    }

    @ParameterizedTest
    @CsvSource({"etcdctl, dev.pharos.etcdctl.EtcdctlMain", "etcdutl, dev.pharos.etcdctl.offline.EtcdutlMain"})
    void arguments_arrive_as_they_are(String tool, String main) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("JAVA_HOME", java("17.0.9").toString());
        Ended ended = run(environment, unpacked(tool), "put", "a b", "$x'\"", "");
        assertThat(ended.status()).isZero();
        assertThat(ended.out()).endsWith("<" + main + ">\n<put>\n<a b>\n<$x'\">\n<>\n");
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"etcdctl", "etcdutl"})
    void a_link_leads_to_the_script(String tool) throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("ctl"), unpacked(tool));
        Map<String, String> environment = Map.of("JAVA_HOME", java("21").toString());
        assertThat(run(environment, link, "version").out()).endsWith("<version>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etcdctl", "etcdutl"})
    void a_record_of_classes_is_used_where_there_is_one(String tool) throws IOException, InterruptedException {
        Path script = unpacked(tool);
        Path archive = Files.createFile(folder.resolve("unpacked").resolve(tool + "-17.0.9.jsa"));
        Map<String, String> environment = Map.of("JAVA_HOME", java("17.0.9").toString());
        assertThat(run(environment, script).out()).contains("<-XX:SharedArchiveFile=" + archive.toRealPath() + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etcdctl", "etcdutl"})
    void a_java_that_is_too_old_is_named(String tool) throws IOException, InterruptedException {
        Path home = java("11.0.2");
        Ended ended = run(Map.of("JAVA_HOME", home.toString()), unpacked(tool));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).isEqualTo(tool + ": JAVA_HOME=" + home + " is no Java 17 or later\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etcdctl", "etcdutl"})
    void the_first_start_builds_without_a_word_and_the_next_does_not(String tool)
            throws IOException, InterruptedException {
        Path script = install(folder.resolve("tree"), tool);
        program(folder.resolve("tools/mvn"), """
                #!/bin/sh
                echo "noise"
                echo once >>builds
                mkdir -p etcdctl/target/etcdctl/lib
                : >etcdctl/target/etcdctl/lib/pharos-etcdctl-1.jar
                """);
        Map<String, String> environment =
                Map.of("JAVA_HOME", java("17").toString(), "PATH", folder.resolve("tools") + ":/usr/bin:/bin");
        for (int i = 0; i < 2; i++) {
            Ended ended = run(environment, script, "version");
            assertThat(ended.out()).endsWith("<version>\n").doesNotContain("noise");
            assertThat(ended.err()).isEmpty();
        }
        assertThat(Files.readAllLines(folder.resolve("tree/builds"))).containsExactly("once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etcdctl", "etcdutl"})
    void a_build_that_fails_says_why(String tool) throws IOException, InterruptedException {
        Path script = install(folder.resolve("tree"), tool);
        program(folder.resolve("tools/mvn"), "#!/bin/sh\necho 'no such plugin'\nexit 1\n");
        Map<String, String> environment =
                Map.of("JAVA_HOME", java("17").toString(), "PATH", folder.resolve("tools") + ":/usr/bin:/bin");
        Ended ended = run(environment, script, "version");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("no such plugin\n" + tool + ": the build failed; its output is in ");
    }

    @Test
    void a_restore_has_the_optimizing_compiler() throws IOException, InterruptedException {
        Path script = unpacked("etcdutl");
        Map<String, String> environment = Map.of("JAVA_HOME", java("17.0.9").toString(), "PHAROS_JAVA_OPTS", "-Xmx99m");
        assertThat(run(environment, script, "snapshot", "restore", "file").out())
                .containsSubsequence(
                        "<-XX:TieredStopAtLevel=1>", "<-XX:TieredStopAtLevel=4>", "<-Xmx99m>", "<restore>");
        assertThat(run(environment, script, "snapshot", "status", "restore.db").out())
                .contains("<-Xmx99m>")
                .doesNotContain("<-XX:TieredStopAtLevel=4>");
    }
}
