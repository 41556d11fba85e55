package dev.pharos.kvstore.server;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendClosed;
import dev.pharos.kvstore.backup.Backup;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.service.WholeStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All rows of the backend. */
final class WholeBackend implements WholeStore {
    private final Backend backend;
    private final Consumer<Throwable> onFailure;
    private final AtomicReference<@Nullable CompletableFuture<Void>> rewriting = new AtomicReference<>();

    WholeBackend(Backend backend, Consumer<Throwable> onFailure) {
        this.backend = backend;
        this.onFailure = onFailure;
    }

    @Override
    public int hash() {
        return Backup.hash(backend);
    }

    @Override
    public CompletionStage<Void> rewrite() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> others = rewriting.compareAndExchange(null, mine);
        if (others != null) {
            return others;
        }
        Thread thread = new Thread(() -> rewriteNow(mine), "rewrite-files");
        thread.setDaemon(true);
        thread.start();
        return mine;
    }

    /** Reads and writes go on meanwhile; the end of the backend ends it. */
    private void rewriteNow(CompletableFuture<Void> end) {
        try {
            Failpoint.DEFRAG_BEFORE_COPY.hit();
            backend.compactFully();
        } catch (BackendClosed stopping) {
            // The next start finds the files as they are, which is as good.
            return;
        } catch (RuntimeException failure) {
            onFailure.accept(failure);
        } finally {
            rewriting.set(null);
            end.complete(null);
        }
    }
}
