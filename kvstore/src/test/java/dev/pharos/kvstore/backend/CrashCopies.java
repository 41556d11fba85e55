package dev.pharos.kvstore.backend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The folders of a backend that crashes again and again, each a copy of the one before. Owned by one thread. */
public final class CrashCopies {
    private final Path home;
    private int copies;

    public CrashCopies(Path home) {
        this.home = home;
    }

    /** Where the first life is spent. */
    public Path first() {
        return home.resolve("life-0");
    }

    /**
     * The files of an open backend as a crash at this moment would leave them, and nothing of what is in memory.
     * RocksDB merges files in the background, so a copy counts only if nothing has changed meanwhile.
     */
    public Path of(Path folder) {
        while (true) {
            copies++;
            Path copy = home.resolve("life-" + copies);
            Map<String, Long> before = files(folder);
            if (copied(folder, before, copy) && files(folder).equals(before)) {
                return copy;
            }
        }
    }

    private static boolean copied(Path folder, Map<String, Long> files, Path copy) {
        try {
            Files.createDirectories(copy);
            for (String file : files.keySet()) {
                Files.copy(folder.resolve(file), copy.resolve(file));
            }
            return true;
        } catch (NoSuchFileException merged) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Map<String, Long> files(Path folder) {
        Map<String, Long> sizes = new TreeMap<>();
        for (File file : Objects.requireNonNull(folder.toFile().listFiles())) {
            if (!file.getName().startsWith("LO")) {
                sizes.put(file.getName(), file.length());
            }
        }
        return sizes;
    }
}
