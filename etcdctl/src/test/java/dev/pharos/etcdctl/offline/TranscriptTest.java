package dev.pharos.etcdctl.offline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.etcdctl.offline.Transcript.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the tool says is what is written down, to the letter, and what the real tool says. With {@code
 * -Dpharos.transcripts.rewrite=true} it is written down anew; {@code -Dpharos.etcdutl=PATH} names the real tool.
 */
class TranscriptTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/etcdutl");
    private static final Path REAL_TOOL = Path.of(System.getProperty("pharos.etcdutl", "/usr/bin/etcdutl"));
    /** In the list of commands; release 3.6 has no such command. */
    private static final String OF_OURS_ALONE = "(?m)^(! )?  backup  .*\\n";

    private static final boolean REWRITE = Boolean.getBoolean("pharos.transcripts.rewrite");

    @TempDir
    private Path folder;

    @BeforeEach
    void write_samples() throws IOException {
        SampleFiles.writeInto(folder);
        Files.createDirectory(folder.resolve("empty-dir"));
        Files.createDirectories(folder.resolve("used-dir/something"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "hashkv", "restore", "folders", "usage"})
    void the_tool_says_what_is_written_down(String name) throws IOException {
        Path file = TRANSCRIPTS.resolve(name + ".txt");
        Transcript expected = Transcript.read(file);
        List<Step> actual = new ArrayList<>();
        for (Step step : expected.steps()) {
            ToolRun run = ToolRun.of(step.words().stream().map(this::located).toArray(String[]::new));
            actual.add(new Step(step.notes(), step.command(), utf8(Transcript.said(run, folder))));
        }
        String text = new Transcript(actual).text();
        if (REWRITE) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }

    private static String utf8(String raw) {
        return new String(raw.getBytes(ISO_8859_1), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The folder of this process cannot be changed, so files are named in full. */
    private String located(String word) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = word.substring(equals + 1);
        boolean isFile = name.matches("\\w[\\w-]*(\\.db|-dir)(/[\\w/-]*)?");
        return isFile ? word.substring(0, equals + 1) + folder.resolve(name) : word;
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "hashkv", "restore", "folders", "usage"})
    void the_real_tool_says_the_same(String name) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(REAL_TOOL), "skipped: " + REAL_TOOL + " is not installed");
        for (Step step : Transcript.read(TRANSCRIPTS.resolve(name + ".txt")).steps()) {
            if (!step.differs()) {
                assertThat(utf8(Transcript.said(real(step.words()), folder)))
                        .as(step.command())
                        .isEqualTo(step.said().replaceAll(OF_OURS_ALONE, ""));
            }
        }
    }

    private ToolRun real(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(REAL_TOOL.toString()));
        command.addAll(words);
        Path out = folder.resolve("real.out");
        Path err = folder.resolve("real.err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new ToolRun(Files.readString(out, ISO_8859_1), Files.readString(err, ISO_8859_1), process.exitValue());
    }
}
