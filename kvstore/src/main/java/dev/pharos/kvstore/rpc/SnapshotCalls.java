package dev.pharos.kvstore.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pharos.kvstore.backup.Backup;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.SnapshotResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Streams backups: the database file in pieces, then its digest. Each stream has a thread of its own, which
 * waits for its client; there are only so many.
 */
public final class SnapshotCalls implements AutoCloseable {
    private static final int MOST_AT_ONCE = 4;
    private static final int PIECE_BYTES = 32 * 1024;

    /** A client that reads nothing for so long keeps others from their snapshots, and the disk from shrinking. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Supplier<Backup> backups;
    private final LongConsumer onSent;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "snapshot-stream");
        thread.setDaemon(true);
        return thread;
    });

    public SnapshotCalls(Supplier<Backup> backups) {
        this(backups, nanos -> {});
    }

    /**
     * Begins with none.
     *
     * @param backups each call freezes the present state
     * @param onSent hears how many nanoseconds each one took that went out whole
     */
    public SnapshotCalls(Supplier<Backup> backups, LongConsumer onSent) {
        this.backups = backups;
        this.onSent = onSent;
    }

    void start(ServerCallStreamObserver<SnapshotResponse> call) {
        if (!free.tryAcquire()) {
            call.onError(EtcdError.TOO_MANY_REQUESTS.toException());
            return;
        }
        ClientPace pace = new ClientPace(call);
        threads.execute(() -> {
            long begun = System.nanoTime();
            try (Backup backup = backups.get()) {
                stream(backup, call, pace);
                onSent.accept(System.nanoTime() - begun);
            } catch (InterruptedIOException stopping) {
                call.onError(EtcdError.STOPPED.toException());
            } catch (IOException | UncheckedIOException gone) {
                // The client went away, or does not read; if it is still there, this is what it hears.
                Thread.interrupted();
                call.onError(EtcdError.CONTEXT_CANCELED.toException());
            } catch (RuntimeException failure) {
                call.onError(Replies.statusOf(failure));
            } finally {
                free.release();
            }
        });
    }

    private static void stream(Backup backup, ServerCallStreamObserver<SnapshotResponse> call, ClientPace pace)
            throws IOException {
        MessageDigest digest = sha256();
        Pieces pieces = new Pieces(backup.sizeBytes(), call, pace);
        OutputStream out = new BufferedOutputStream(new DigestOutputStream(pieces, digest), PIECE_BYTES);
        backup.writeTo(out);
        out.flush();
        pieces.sendRest();
        pieces.send(digest.digest(), 0);
        call.onCompleted();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Waits until the client has room. */
    private static final class ClientPace {
        private final ServerCallStreamObserver<SnapshotResponse> call;

        ClientPace(ServerCallStreamObserver<SnapshotResponse> call) {
            this.call = call;
            call.setOnReadyHandler(this::wake);
            call.setOnCancelHandler(this::wake);
        }

        private synchronized void wake() {
            notifyAll();
        }

        synchronized void awaitRoom() throws IOException {
            try {
                long deadline = System.nanoTime() + PATIENCE_NANOS;
                while (!call.isReady() && !call.isCancelled()) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        throw new IOException("the client does not read");
                    }
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException closing) {
                throw new InterruptedIOException("the server stops");
            }
            if (call.isCancelled()) {
                throw new IOException("the client has gone");
            }
        }
    }

    /** What is written leaves in messages of one size, the last one apart (rule 10.9). */
    private static final class Pieces extends OutputStream {
        private final ServerCallStreamObserver<SnapshotResponse> call;
        private final ClientPace pace;
        private final byte[] piece = new byte[PIECE_BYTES];
        private int filled;
        private long remaining;

        Pieces(long total, ServerCallStreamObserver<SnapshotResponse> call, ClientPace pace) {
            this.remaining = total;
            this.call = call;
            this.pace = pace;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            int taken = 0;
            while (taken < length) {
                int part = Math.min(length - taken, PIECE_BYTES - filled);
                System.arraycopy(source, offset + taken, piece, filled, part);
                filled += part;
                taken += part;
                if (filled == PIECE_BYTES) {
                    sendRest();
                }
            }
        }

        void sendRest() throws IOException {
            if (filled > 0) {
                byte[] blob = Arrays.copyOf(piece, filled);
                remaining -= filled;
                filled = 0;
                send(blob, remaining);
            }
        }

        void send(byte[] blob, long remainingBytes) throws IOException {
            pace.awaitRoom();
            ByteString bytes = UnsafeByteOperations.unsafeWrap(blob);
            call.onNext(SnapshotResponse.newBuilder()
                    .setBlob(bytes)
                    .setRemainingBytes(remainingBytes)
                    .setVersion(Versions.STORAGE)
                    .build());
        }
    }
}
