package dev.pharos.kvstore.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@code bin/pharos} with a bare environment, and makes the surroundings that it looks into. */
final class Launcher {
    static final Path SCRIPT = Path.of("..", "bin", "pharos").toAbsolutePath().normalize();

    private Launcher() {}

    /** A process that was started. */
    record Started(Process process) {
        Ended await() throws IOException, InterruptedException {
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
            return new Ended(process.waitFor(), out, err, process.pid());
        }
    }

    /** What is left of it. */
    record Ended(int exitCode, String out, String err, long pid) {}

    static Started start(Path script, Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Started(process);
    }

    static Ended run(Path script, Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return start(script, folder, environment, arguments).await();
    }

    static Path program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** A Java that says how it was called. */
    static Path java(Path home, String version) throws IOException {
        program(home.resolve("bin/java"), """
                echo "pid=$$"
                echo "arenas=$MALLOC_ARENA_MAX"
                for each in "$@"; do echo "<$each>"; done
                """);
        program(home.resolve("bin/javac"), "");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** The script where it stands in a tree or a distribution. */
    static Path install(Path root) throws IOException {
        Path script = root.resolve("bin/pharos");
        return program(script, Files.readString(SCRIPT).substring("#!/bin/sh\n".length()));
    }
}
