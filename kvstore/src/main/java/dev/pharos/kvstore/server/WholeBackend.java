package dev.pharos.kvstore.server;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendClosed;
import dev.pharos.kvstore.backup.Backup;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.service.WholeStore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** All rows of the backend. */
final class WholeBackend implements WholeStore {
    private final Backend backend;
    private final Consumer<Throwable> onFailure;
    private final AtomicBoolean rewriting = new AtomicBoolean();

    WholeBackend(Backend backend, Consumer<Throwable> onFailure) {
        this.backend = backend;
        this.onFailure = onFailure;
    }

    @Override
    public int hash() {
        return Backup.hash(backend);
    }

    @Override
    public void rewrite() {
        if (rewriting.compareAndSet(false, true)) {
            Thread thread = new Thread(this::rewriteNow, "rewrite-files");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Reads and writes go on meanwhile; the end of the backend ends it. */
    private void rewriteNow() {
        try {
            Failpoint.DEFRAG_BEFORE_COPY.hit();
            backend.compactFully();
        } catch (BackendClosed stopping) {
            // The next start finds the files as they are, which is as good.
            return;
        } catch (RuntimeException failure) {
            onFailure.accept(failure);
        } finally {
            rewriting.set(false);
        }
    }
}
