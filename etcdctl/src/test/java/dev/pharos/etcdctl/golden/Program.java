package dev.pharos.etcdctl.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.etcdctl.Etcdctl;
import dev.pharos.etcdctl.run.Surroundings;
import dev.pharos.etcdctl.text.ByteText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Something that takes words and behaves as etcdctl. */
public interface Program {
    long PATIENCE_SECONDS = 30;

    Result run(List<String> words, String input) throws IOException, InterruptedException;

    /** In the form of {@link ByteText}. */
    record Result(int status, String out, String err) {}

    /** Ours, in this JVM. */
    static Program ours() {
        return (words, input) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            ByteArrayInputStream in = new ByteArrayInputStream(ByteText.bytes(input));
            int status = new Etcdctl(new Surroundings(in, out, err, Map.of(), Set.of())).run(words);
            return new Result(status, ByteText.of(out.toByteArray()), ByteText.of(err.toByteArray()));
        };
    }

    /** Whatever lies there, as a process. */
    static Program at(Path program, Path folder) {
        return (words, input) -> {
            Path place = Files.createTempDirectory(folder, "run");
            Path in = Files.write(place.resolve("in"), ByteText.bytes(input));
            List<String> command = new ArrayList<>(List.of(program.toString()));
            words.forEach(word -> command.add(ByteText.toUnicode(word)));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(place.resolve("out").toFile())
                    .redirectError(place.resolve("err").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("ETCDCTL_"));
            Process process = builder.start();
            try {
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("%s ends", words)
                        .isTrue();
                return new Result(process.exitValue(), text(place.resolve("out")), text(place.resolve("err")));
            } finally {
                process.destroyForcibly();
            }
        };
    }

    private static String text(Path file) throws IOException {
        return ByteText.of(Files.readAllBytes(file));
    }
}
