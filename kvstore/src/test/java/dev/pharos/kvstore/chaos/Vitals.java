package dev.pharos.kvstore.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server process holds.
 *
 * @param heapBytes of objects that are still in use, after a full collection
 * @param directBytes outside of the heap, of buffers; the store's memory is its own and not here
 * @param sockets open connections and those it listens with
 */
record Vitals(long heapBytes, long directBytes, long residentBytes, int threads, int files, int sockets) {
    private static final Pattern HEAP = Pattern.compile("Total +\\d+ +(\\d+)");
    private static final Pattern DIRECT = Pattern.compile("Other \\(reserved=(\\d+)KB");

    /** The server has {@link Setting#fixedMemory}. */
    static Vitals of(ServerProcess server) {
        return new Vitals(
                number(HEAP, jcmd(server, "GC.class_histogram")),
                number(DIRECT, jcmd(server, "VM.native_memory")) * 1024,
                server.residentBytes(),
                list(server, "task").size(),
                list(server, "fd").size() - sockets(server),
                sockets(server));
    }

    static int sockets(ServerProcess server) {
        return (int) list(server, "fd").stream().filter(Vitals::isSocket).count();
    }

    private static boolean isSocket(Path open) {
        try {
            return Files.readSymbolicLink(open).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static List<Path> list(ServerProcess server, String folder) {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + server.pid() + "/" + folder))) {
            return entries.toList();
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    private static String jcmd(ServerProcess server, String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(server.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static long number(Pattern pattern, String said) {
        Matcher found = pattern.matcher(said);
        if (!found.find()) {
            throw new AssertionError("no " + pattern + " in " + said);
        }
        return Long.parseLong(found.group(1));
    }

    @Override
    public String toString() {
        return "heap " + kib(heapBytes) + ", direct " + kib(directBytes) + ", resident " + kib(residentBytes) + ", "
                + threads + " threads, " + files + " files, " + sockets + " sockets";
    }

    private static String kib(long bytes) {
        return bytes / 1024 + " KiB";
    }
}
