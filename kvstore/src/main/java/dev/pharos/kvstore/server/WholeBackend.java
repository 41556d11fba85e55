package dev.pharos.kvstore.server;

import dev.pharos.kvstore.backend.BackendClosed;
import dev.pharos.kvstore.backup.Backup;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.service.WholeStore;
import dev.pharos.kvstore.state.CurrentState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All rows of whatever backend is the current one. */
final class WholeBackend implements WholeStore {
    private final CurrentState state;
    private final AtomicReference<@Nullable CompletableFuture<Void>> rewriting = new AtomicReference<>();

    WholeBackend(CurrentState state) {
        this.state = state;
    }

    @Override
    public int hash() {
        return Backup.hash(state.backend());
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
            state.backend().compactFully();
        } catch (BackendClosed stopping) {
            // The next start finds the files as they are, which is as good.
            return;
        } catch (RuntimeException failure) {
            state.failed(failure);
        } finally {
            rewriting.set(null);
            end.complete(null);
        }
    }
}
