package dev.pharos.kvstore.peer;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Both ends of snapshots: bodies are patterns of a length, and what arrives is checked against them. */
final class MemorySnapshots {
    static final Snapshot NEWEST =
            new Snapshot(new EntryId(3, 40), Membership.ofVoters(1, 2), Payload.utf8("{\"Root\":{}}"));

    private static final int PIECE_BYTES = 50_000;

    /** How they behave. */
    volatile int bodyBytes = 10_000_000;

    volatile int announcedBytes = -1;
    volatile int sourceFailsAt = Integer.MAX_VALUE;
    volatile int sinkFailsAt = Integer.MAX_VALUE;
    volatile long sinkNanosPerPiece;

    /** What became of them. */
    final List<String> fates = new CopyOnWriteArrayList<>();

    final AtomicLong written = new AtomicLong();
    final AtomicLong taken = new AtomicLong();
    final AtomicLong closed = new AtomicLong();

    static byte at(long position) {
        return (byte) (position * 31 + (position >>> 12));
    }

    OutgoingSnapshot open() {
        return new Outgoing();
    }

    IncomingSnapshot begin(Snapshot snapshot) {
        fates.add("begun at " + snapshot.at());
        return new Incoming();
    }

    /** A body that may break off. */
    private final class Outgoing implements OutgoingSnapshot {
        @Override
        public Snapshot snapshot() {
            return NEWEST;
        }

        @Override
        public long sizeBytes() {
            return announcedBytes < 0 ? bodyBytes : announcedBytes;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            for (int from = 0; from < bodyBytes; from += PIECE_BYTES) {
                if (from >= sourceFailsAt) {
                    throw new IOException("the source broke");
                }
                byte[] piece = new byte[Math.min(PIECE_BYTES, bodyBytes - from)];
                for (int i = 0; i < piece.length; i++) {
                    piece[i] = at(from + i);
                }
                out.write(piece);
                written.addAndGet(piece.length);
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** A body that is checked as it comes. */
    private final class Incoming implements IncomingSnapshot {
        private long position;

        @Override
        public void write(ByteBuffer piece) throws IOException {
            LockSupport.parkNanos(sinkNanosPerPiece);
            if (position >= sinkFailsAt) {
                throw new IOException("the disk is full");
            }
            while (piece.hasRemaining()) {
                if (piece.get() != at(position++)) {
                    throw new IOException("byte " + position + " differs");
                }
                taken.incrementAndGet();
            }
        }

        @Override
        public void complete() {
            fates.add("complete with " + position);
        }

        @Override
        public void abort() {
            fates.add("aborted");
        }
    }
}
