package dev.pharos.kvstore.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory of a few megabytes, for those who may mount one. */
public record SmallDisk(Path path) implements AutoCloseable {
    public static SmallDisk mount(Path path, int megabytes) throws IOException, InterruptedException {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "none", path.toString());
        Assumptions.assumeTrue(mounted, "needs the right to mount a small file system");
        return new SmallDisk(path);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0 && said.isEmpty();
        } catch (IOException missing) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!run("umount", path.toString())) {
                throw new IOException(path + " stays mounted");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }
}
