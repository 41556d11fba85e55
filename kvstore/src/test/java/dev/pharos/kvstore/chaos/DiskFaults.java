package dev.pharos.kvstore.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /** Faults that come by chance. */
    static final List<String> RANDOM = List.of(
            "enable_random name=posix/io/sync/*,probability=0.02,failinfo=" + INPUT_OUTPUT_ERROR,
            "enable_random name=posix/io/rw/pwrite,probability=0.02,failinfo=" + INPUT_OUTPUT_ERROR,
            "enable_random name=posix/io/rw/pwrite,probability=0.02,failinfo=" + NO_SPACE,
            "enable_random name=posix/io/rw/pwrite/reduce,probability=0.2");

    static final String EVERY_SYNC = "enable name=posix/io/sync/*,failinfo=" + INPUT_OUTPUT_ERROR;
    static final String EVERY_WRITE_FOR_WANT_OF_SPACE = "enable name=posix/io/rw/pwrite,failinfo=" + NO_SPACE;

    private DiskFaults() {}

    /** A process that can be given faults later. */
    static Setting under(Setting setting) {
        Assumptions.assumeTrue(
                Files.isExecutable(RUN) && Files.isExecutable(CONTROL), "needs fiu-run and fiu-ctrl of fiu-utils");
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
        try {
            Process control = new ProcessBuilder(
                            CONTROL.toString(), "-f", pipes(server.setting()), "-c", fault, Long.toString(server.pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(control.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!control.waitFor(1, TimeUnit.MINUTES) || control.exitValue() != 0) {
                throw new AssertionError("fiu-ctrl: " + said);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }
}
