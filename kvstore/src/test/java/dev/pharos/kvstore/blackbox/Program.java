package dev.pharos.kvstore.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs another program to its end. */
final class Program {
    private static final int PATIENCE_SECONDS = 90;

    private Program() {}

    record Result(int exit, String out, String err) {}

    /** @param folder where what it says is kept */
    static Result run(Path folder, String... command) throws IOException, InterruptedException {
        return runWithInput(folder, "", command);
    }

    static Result runWithInput(Path folder, String input, String... command) throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(folder, "run");
        Path in = Files.writeString(place.resolve("in"), input);
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .redirectInput(in.toFile())
                .redirectOutput(place.resolve("out").toFile())
                .redirectError(place.resolve("err").toFile());
        builder.environment().put("ETCDCTL_API", "3");
        // Some programs find a protobuf of another generation unless they take the slow way.
        builder.environment().put("PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION", "python");
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(ended).as("%s ends", List.of(command)).isTrue();
            return new Result(process.exitValue(), text(place.resolve("out")), text(place.resolve("err")));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
