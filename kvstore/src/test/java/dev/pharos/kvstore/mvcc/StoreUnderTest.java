package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A store in a folder that can be closed, or left as a crash would leave it, and opened again. */
final class StoreUnderTest implements AutoCloseable {
    static final StoreOptions SMALL_STEPS = new StoreOptions(3, Duration.ZERO, 10);
    private static final BackendOptions LITTLE_MEMORY = new BackendOptions(4 << 20, 4 << 20, 2);

    private final Path home;
    private final StoreOptions options;
    private int lives;
    private Path folder;
    private Backend backend;
    private MvccStore store;

    StoreUnderTest(Path home, StoreOptions options) {
        this.home = home;
        this.options = options;
        this.folder = home.resolve("life-0");
        open(() -> {});
    }

    MvccStore store() {
        return store;
    }

    Backend backend() {
        return backend;
    }

    private void open(Runnable afterCompactionBatch) {
        backend = Backend.open(folder, LITTLE_MEMORY);
        store = MvccStore.open(backend, options, LeaseRows.IGNORED, afterCompactionBatch);
    }

    void restart() {
        restart(() -> {});
    }

    void restart(Runnable afterCompactionBatch) {
        close();
        open(afterCompactionBatch);
    }

    /** The store as a crash would leave it: the files of this moment, and nothing of what is in memory. */
    void crash() {
        Path next = copyOfFiles();
        close();
        folder = next;
        open(() -> {});
    }

    /** RocksDB merges files in the background, so a copy counts only if nothing has changed meanwhile. */
    Path copyOfFiles() {
        while (true) {
            lives++;
            Path copy = home.resolve("life-" + lives);
            Map<String, Long> before = files();
            if (copied(before, copy) && files().equals(before)) {
                return copy;
            }
        }
    }

    private boolean copied(Map<String, Long> files, Path copy) {
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

    private Map<String, Long> files() {
        Map<String, Long> sizes = new TreeMap<>();
        for (File file : Objects.requireNonNull(folder.toFile().listFiles())) {
            if (!file.getName().startsWith("LO")) {
                sizes.put(file.getName(), file.length());
            }
        }
        return sizes;
    }

    @Override
    public void close() {
        store.close();
        backend.close();
    }
}
