package dev.pharos.etcdctl.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.etcdctl.golden.Program;
import dev.pharos.etcdctl.golden.Program.Result;
import dev.pharos.etcdctl.offline.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shells themselves say what a line is completed to; each is skipped where it is not installed. */
@Timeout(120)
final class CompletionTest {
    private static final List<String> TOOLS = List.of("etcdctl", "etcdutl");

    @TempDir
    private Path folder;

    private static String script(String tool, String shell) throws IOException, InterruptedException {
        if (tool.equals("etcdutl")) {
            return ToolRun.of("completion", shell).out();
        }
        Result result = Program.ours().run(List.of("completion", shell), "");
        assertThat(result.status()).isZero();
        return result.out();
    }

    private String run(String shell, String script, String... options) throws IOException, InterruptedException {
        Path program = Path.of("/usr/bin", shell);
        Assumptions.assumeTrue(Files.isExecutable(program), "skipped: " + program + " is not installed");
        Path file = Files.writeString(folder.resolve("script"), script);
        Path said = folder.resolve("said");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(options));
        command.add(file.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
            return Files.readString(said).strip();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "etcdutl sn, snapshot",
        "etcdutl snapshot re, restore",
        "etcdutl snapshot restore --initial-cluster-, --initial-cluster-token",
        "etcdutl -w json hashkv --r, --rev",
        "etcdutl defrag --data, --data-dir",
        "etcdutl defrag x, ''",
        "etcdutl completion po, powershell",
        "etcdctl sn, snapshot",
        "etcdctl lease k, keep-alive",
        "etcdctl lease keep-alive --on, --once",
        "etcdctl user get --d, --detail --debug --dial-timeout --discovery-srv --discovery-srv-name",
        "etcdctl get --pre, --prefix",
        "etcdctl get --rev 5 --discovery-srv-, --discovery-srv-name",
        "etcdctl put key val, ''",
        "etcdctl completion z, zsh",
        "etcdctl op, options"
    })
    void bash_completes_commands_and_flags(String line, String expected) throws Exception {
        String tool = line.substring(0, line.indexOf(' '));
        String words = script(tool, "bash") + "COMP_WORDS=(" + line + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_"
                + tool + "\necho \"${COMPREPLY[@]}\"\n";
        assertThat(run("bash", words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "etcdctl lease k, keep-alive",
        "etcdctl lease keep-alive --on, --once",
        "etcdctl user get --det, --detail",
        "etcdctl completion z, zsh",
        "etcdutl snapshot re, restore",
    })
    void fish_completes_commands_and_flags(String line, String expected) throws Exception {
        String tool = line.substring(0, line.indexOf(' '));
        String words = script(tool, "fish") + "complete -C '" + line + "'\n";
        assertThat(run("fish", words, "--no-config").lines())
                .extracting(each -> each.split("\t", -1)[0])
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void a_shell_accepts_its_script(String shell) throws Exception {
        for (String tool : TOOLS) {
            assertThat(run(shell, script(tool, shell), "-n")).isEmpty();
        }
    }

    @Test
    void every_command_is_in_every_script() throws Exception {
        for (String shell : Completion.SHELLS) {
            assertThat(script("etcdutl", shell))
                    .contains("etcdutl snapshot restore", "defrag", "hashkv", "migrate", "version", "mark-compacted");
            assertThat(script("etcdctl", shell))
                    .contains("etcdctl lease keep-alive", "make-mirror", "no-dest-prefix", "--endpoints", "version");
        }
    }

    @Test
    void what_is_no_shell_is_refused() throws Exception {
        for (List<String> words : List.of(List.<String>of(), List.of("csh"), List.of("bash", "zsh"))) {
            List<String> line = new ArrayList<>(List.of("completion"));
            line.addAll(words);
            Result result = Program.ours().run(line, "");
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).contains("etcdctl completion [bash|zsh|fish|powershell]");
            assertThat(result.err())
                    .isEqualTo(
                            words.size() == 1
                                    ? "Error: invalid argument \"csh\" for \"etcdctl completion\"\n"
                                    : "Error: accepts 1 arg(s), received " + words.size() + "\n");
        }
    }
}
