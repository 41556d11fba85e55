package dev.pharos.kvstore.state;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.datadir.DataDir;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A store that was replaced: open for a while, since requests may have a view of it, and for as long as somebody
 * is inside it, within reason; then closed and removed. What cannot be removed goes at the next start. A thread
 * of its own does it; any thread may call.
 */
final class RetiredStore implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RetiredStore.class.getName());
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final OpenStore store;
    private final Duration patience;
    private final CountDownLatch hurried = new CountDownLatch(1);
    private final Thread thread = new Thread(this::end, "retired-store");

    private RetiredStore(OpenStore store, Duration patience) {
        this.store = store;
        this.patience = patience;
    }

    static RetiredStore begin(OpenStore store, Duration patience) {
        RetiredStore retired = new RetiredStore(store, patience);
        retired.thread.setDaemon(true);
        retired.thread.start();
        return retired;
    }

    private void end() {
        Backend backend = store.backend();
        try {
            store.store().close();
            if (!hurried.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                awaitReaders(backend);
            }
            backend.close();
            if (!backend.isInUse()) {
                DataDir.removeStore(backend.folder());
            }
        } catch (UncheckedIOException refused) {
            LOG.log(System.Logger.Level.WARNING, "the replaced store in " + backend.folder() + " stays", refused);
        } catch (InterruptedException unasked) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReaders(Backend backend) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_PATIENCE.toNanos();
        while (backend.isInUse() && System.nanoTime() - deadline < 0) {
            if (hurried.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    boolean isGone() {
        return !thread.isAlive();
    }

    /** Waits only for who is inside, and not for long. */
    void hurry() {
        hurried.countDown();
    }

    @Override
    public void close() {
        hurry();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
