package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backend.CrashCopies;
import java.nio.file.Path;
import java.time.Duration;

/** A store in a folder that can be closed, or left as a crash would leave it, and opened again. */
final class StoreUnderTest implements AutoCloseable {
    static final StoreOptions SMALL_STEPS = new StoreOptions(3, Duration.ZERO, 10);
    private static final BackendOptions LITTLE_MEMORY = new BackendOptions(4 << 20, 4 << 20, 2);

    private final CrashCopies copies;
    private final StoreOptions options;
    private Path folder;
    private Backend backend;
    private MvccStore store;

    StoreUnderTest(Path home, StoreOptions options) {
        this.copies = new CrashCopies(home);
        this.options = options;
        this.folder = copies.first();
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

    Path copyOfFiles() {
        return copies.of(folder);
    }

    @Override
    public void close() {
        store.close();
        backend.close();
    }
}
