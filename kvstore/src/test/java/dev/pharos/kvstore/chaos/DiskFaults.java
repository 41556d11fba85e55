package dev.pharos.kvstore.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A broken disk under a process, by libfiu, which needs no rights and stands between the process and its C library. */
final class DiskFaults {
    private static final Path RUN = Path.of("/usr/bin/fiu-run");
    private static final Path CONTROL = Path.of("/usr/bin/fiu-ctrl");
    private static final String INPUT_OUTPUT_ERROR = "5";
    private static final String NO_SPACE = "28";
    private static final int PATIENCE_SECONDS = 20;

    /** Faults that come by chance. */
    static final List<String> RANDOM = List.of(
            "enable_random name=posix/io/sync/*,probability=0.02,failinfo=" + INPUT_OUTPUT_ERROR,
            "enable_random name=posix/io/rw/pwrite,probability=0.02,failinfo=" + INPUT_OUTPUT_ERROR,
            "enable_random name=posix/io/rw/pwrite,probability=0.02,failinfo=" + NO_SPACE,
            "enable_random name=posix/io/rw/pwrite/reduce,probability=0.2");

    static final String EVERY_SYNC = "enable name=posix/io/sync/*,failinfo=" + INPUT_OUTPUT_ERROR;
    static final String EVERY_WRITE_FOR_WANT_OF_SPACE = "enable name=posix/io/rw/pwrite,failinfo=" + NO_SPACE;

    /** Each of them ends a process that writes, sooner or later. */
    static final List<String> OF_INPUT_AND_OUTPUT = List.of(
            EVERY_SYNC,
            "enable_random name=posix/io/sync/*,probability=0.1,failinfo=" + INPUT_OUTPUT_ERROR,
            "enable_random name=posix/io/rw/pwrite,probability=0.1,failinfo=" + INPUT_OUTPUT_ERROR);

    private DiskFaults() {}

    static boolean areThere() {
        return Files.isExecutable(RUN) && Files.isExecutable(CONTROL);
    }

    /** A process that can be given faults later. */
    static Setting under(Setting setting) {
        Assumptions.assumeTrue(areThere(), "needs fiu-run and fiu-ctrl of fiu-utils");
        return setting.before(List.of(RUN.toString(), "-x", "-f", pipes(setting)));
    }

    /** Whether a process of this setting is one that can be given faults. */
    static boolean canReach(Setting setting) {
        return setting.command().contains(RUN.toString());
    }

    private static String pipes(Setting setting) {
        return setting.folder().resolve("fiu").toString();
    }

    /** The process knows of it when this returns. */
    static void enable(ServerProcess server, String fault) {
        if (!tryEnable(server, fault)) {
            throw new AssertionError("the process does not hear of faults: " + server.describe());
        }
    }

    /** False if the process does not listen, because it is gone, or not there yet. */
    static boolean tryEnable(ServerProcess server, String fault) {
        try {
            Process control = new ProcessBuilder(
                            CONTROL.toString(), "-f", pipes(server.setting()), "-c", fault, Long.toString(server.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (control.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return control.exitValue() == 0;
            }
            control.destroyForcibly();
            return false;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }
}
