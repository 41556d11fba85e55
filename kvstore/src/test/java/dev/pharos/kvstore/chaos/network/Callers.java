package dev.pharos.kvstore.chaos.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Tells by whom a connection was made, as the system knows it. Any thread. */
final class Callers {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private final Map<String, LongSupplier> processes = new ConcurrentHashMap<>();

    void know(String member, LongSupplier pid) {
        processes.put(member, pid);
    }

    /** Empty if the caller has gone. */
    Optional<String> find(int callersPort, int gatesPort) {
        return inode(callersPort, gatesPort)
                .flatMap(inode -> processes.entrySet().stream()
                        .filter(process -> holds(process.getValue().getAsLong(), "socket:[" + inode + "]"))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    private static Optional<String> inode(int local, int remote) {
        return TABLES.stream()
                .flatMap(Callers::rows)
                .map(row -> row.trim().split("\\s+"))
                .filter(row -> row.length > INODE && endsWith(row[LOCAL], local) && endsWith(row[REMOTE], remote))
                .map(row -> row[INODE])
                .findFirst();
    }

    private static Stream<String> rows(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException noSuchProtocol) {
            return Stream.empty();
        }
    }

    private static boolean endsWith(String address, int port) {
        return address.endsWith(String.format(Locale.ROOT, ":%04X", port));
    }

    private static boolean holds(long pid, String socket) {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.anyMatch(file -> isLinkTo(file, socket));
        } catch (IOException | UncheckedIOException ended) {
            return false;
        }
    }

    private static boolean isLinkTo(Path file, String target) {
        try {
            return Files.readSymbolicLink(file).toString().equals(target);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
