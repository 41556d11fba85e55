package dev.pharos.raft.storage.log;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one zero-filled segment ahead. A spare that cannot be made is given up and tried again after
 * the next roll: no acknowledged byte was ever in it, so this failure stops nobody; a disk that is full
 * or broken will say so again when the log itself writes.
 *
 * <p>Released segments are deleted rather than reused: filling them with zeros costs as much as filling
 * new ones, and a segment whose old content shines through could pass for the log.
 */
final class SpareSegments {
    static final String SUFFIX = ".tmp";
    static final String FIRST_NAME = "0" + SUFFIX;
    /** For a segment that is made at once; never that of a spare, which may be in the middle of its filling. */
    static final String UNFILLED_NAME = "now" + SUFFIX;

    private static final System.Logger LOG = System.getLogger(SpareSegments.class.getName());
    private static final int WRITE_BYTES = 1 << 20;
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(WRITE_BYTES).asReadOnlyBuffer();

    private enum State {
        NONE,
        ASKED,
        FILLING,
        READY,
        CLOSED
    }

    private final Disk disk;
    private final long bytes;
    private final Executor background;

    private State state = State.NONE;
    private boolean closing;
    private @Nullable DiskFile ready;
    /** Alternates, as etcd's does. */
    private int number;

    SpareSegments(Disk disk, long bytes, Executor background) {
        this.disk = disk;
        this.bytes = bytes;
        this.background = background;
    }

    /** Writes zeros over {@code from..to}, without a sync. */
    static void fill(DiskFile file, long from, long to) {
        long at = from;
        while (at < to) {
            int count = (int) Math.min(WRITE_BYTES, to - at);
            file.write(ZEROS.duplicate().limit(count), at);
            at += count;
        }
    }

    /** Asks for a spare unless there is one or one is coming. */
    void prepare() {
        String name;
        synchronized (this) {
            if (closing || state != State.NONE) {
                return;
            }
            state = State.ASKED;
            name = number++ % 2 + SUFFIX;
        }
        try {
            background.execute(() -> make(name));
        } catch (RejectedExecutionException e) {
            finish(State.NONE, null);
        }
    }

    /** The spare, if it is ready. */
    synchronized Optional<DiskFile> take() {
        if (state != State.READY) {
            return Optional.empty();
        }
        Optional<DiskFile> spare = Optional.ofNullable(ready);
        ready = null;
        state = State.NONE;
        return spare;
    }

    /** Waits for a filling under way, which stops at its next write. */
    synchronized void close() {
        closing = true;
        boolean interrupted = false;
        while (state == State.FILLING) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (ready != null) {
            ready.close();
            ready = null;
        }
        state = State.CLOSED;
    }

    private void make(String name) {
        synchronized (this) {
            if (closing) {
                return;
            }
            state = State.FILLING;
        }
        @Nullable DiskFile made = null;
        try {
            made = filled(name);
        } catch (StorageFailure e) {
            LOG.log(System.Logger.Level.WARNING, "no spare segment could be made: {0}", e.getMessage());
        } finally {
            finish(made == null ? State.NONE : State.READY, made);
        }
    }

    private @Nullable DiskFile filled(String name) {
        DiskFile file = disk.create(name);
        boolean done = false;
        try {
            for (long at = 0; at < bytes && !isClosing(); at += WRITE_BYTES) {
                fill(file, at, Math.min(bytes, at + WRITE_BYTES));
                // Piece by piece, or the log's own syncs would queue behind a whole segment.
                file.sync();
            }
            done = !isClosing();
            return done ? file : null;
        } finally {
            if (!done) {
                file.close();
                disk.delete(name);
            }
        }
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private synchronized void finish(State next, @Nullable DiskFile made) {
        state = next;
        ready = made;
        notifyAll();
    }
}
