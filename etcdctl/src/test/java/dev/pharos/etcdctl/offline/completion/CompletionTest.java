package dev.pharos.etcdctl.offline.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.etcdctl.offline.command.GlobalFlags;
import dev.pharos.etcdctl.offline.command.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shells themselves say what a line is completed to; each is skipped where it is not installed. */
class CompletionTest {
    private final Completion completion = Completion.of(new Tool(), GlobalFlags.ALL);

    @TempDir
    private Path folder;

    private String run(String shell, String script, String... options) throws IOException, InterruptedException {
        Path program = Path.of("/usr/bin", shell);
        Assumptions.assumeTrue(Files.isExecutable(program), "skipped: " + program + " is not installed");
        Path file = Files.writeString(folder.resolve("script"), script);
        Path said = folder.resolve("said");
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(options));
        command.add(file.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said).strip();
    }

    @ParameterizedTest
    @CsvSource({
        "etcdutl sn, snapshot",
        "etcdutl snapshot re, restore",
        "etcdutl snapshot restore --initial-cluster-, --initial-cluster-token",
        "etcdutl -w json hashkv --r, --rev",
        "etcdutl defrag --data, --data-dir",
        "etcdutl defrag x, ''"
    })
    void bash_completes_commands_and_flags(String line, String expected) throws Exception {
        String words = completion.bash() + "COMP_WORDS=(" + line
                + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_etcdutl\necho \"${COMPREPLY[@]}\"\n";
        assertThat(run("bash", words)).isEqualTo(expected);
    }

    @Test
    void zsh_accepts_its_script() throws Exception {
        assertThat(run("zsh", completion.zsh(), "-n")).isEmpty();
    }

    @Test
    void fish_accepts_its_script() throws Exception {
        assertThat(run("fish", completion.fish(), "-n")).isEmpty();
    }

    @Test
    void every_command_is_in_every_script() {
        for (String script : List.of(completion.zsh(), completion.fish(), completion.powershell())) {
            assertThat(script)
                    .contains(
                            "snapshot",
                            "restore",
                            "status",
                            "defrag",
                            "hashkv",
                            "migrate",
                            "version",
                            "mark-compacted");
        }
    }
}
