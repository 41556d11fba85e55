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

/** {@code bin/etcdctl} with a bare environment, a tree and a Java of its own. */
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

    private Path install(Path root) throws IOException {
        Files.createDirectories(root.resolve("bin"));
        Files.copy(SCRIPTS.resolve("launch-tool"), root.resolve("bin/launch-tool"));
        return program(root.resolve("bin/etcdctl"), Files.readString(SCRIPTS.resolve("etcdctl")));
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

    private Path unpacked() throws IOException {
        Path root = folder.resolve("unpacked");
        Files.createDirectories(root.resolve("lib"));
        Files.createFile(root.resolve("lib/pharos-etcdctl-1.jar"));
        return install(root);
    }

    @Test
    void arguments_arrive_as_they_are() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("JAVA_HOME", java("17.0.9").toString());
        Ended ended = run(environment, unpacked(), "put", "a b", "$x'\"", "");
        assertThat(ended.status()).isZero();
        assertThat(ended.out()).endsWith("<dev.pharos.etcdctl.EtcdctlMain>\n<put>\n<a b>\n<$x'\">\n<>\n");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void a_link_leads_to_the_script() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("ctl"), unpacked());
        Map<String, String> environment = Map.of("JAVA_HOME", java("21").toString());
        assertThat(run(environment, link, "version").out()).endsWith("<version>\n");
    }

    @Test
    void a_record_of_classes_is_used_where_there_is_one() throws IOException, InterruptedException {
        Path script = unpacked();
        Path archive = Files.createFile(folder.resolve("unpacked/etcdctl-17.0.9.jsa"));
        Map<String, String> environment = Map.of("JAVA_HOME", java("17.0.9").toString());
        assertThat(run(environment, script).out()).contains("<-XX:SharedArchiveFile=" + archive.toRealPath() + ">");
    }

    @Test
    void a_java_that_is_too_old_is_named() throws IOException, InterruptedException {
        Path home = java("11.0.2");
        Ended ended = run(Map.of("JAVA_HOME", home.toString()), unpacked());
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).isEqualTo("etcdctl: JAVA_HOME=" + home + " is no Java 17 or later\n");
    }

    @Test
    void the_first_start_builds_without_a_word_and_the_next_does_not() throws IOException, InterruptedException {
        Path script = install(folder.resolve("tree"));
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

    @Test
    void a_build_that_fails_says_why() throws IOException, InterruptedException {
        Path script = install(folder.resolve("tree"));
        program(folder.resolve("tools/mvn"), "#!/bin/sh\necho 'no such plugin'\nexit 1\n");
        Map<String, String> environment =
                Map.of("JAVA_HOME", java("17").toString(), "PATH", folder.resolve("tools") + ":/usr/bin:/bin");
        Ended ended = run(environment, script, "version");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("no such plugin\netcdctl: the build failed; its output is in ");
    }
}
