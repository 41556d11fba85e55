package dev.pharos.raft.node;

import dev.pharos.raft.core.Ready.Write;
import dev.pharos.raft.machine.RaftObserver;
import dev.pharos.raft.storage.log.DurableLog;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.record.SnapshotMarker;
import dev.pharos.raft.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Puts on disk what the loop hands out: everything that waits, with one write and one sync; then sends
 * the messages that had to wait for it, then confirms. Whatever goes wrong with the disk ends the member.
 *
 * <p>While the disk is fast and nothing waits, the loop does a write itself: handing it to another thread
 * and back would take as long again. The lock keeps the two threads apart; what was handed out is done in
 * its order, because the loop writes by itself only when nothing else is under way.
 */
final class LogWriter extends Duty<LogWriter.Job> {
    private static final int MOST_AT_ONCE = 1024;
    private static final int SMOOTHING = 8;

    private final DurableLog log;
    private final SnapshotFiles snapshots;
    private final Transport transport;
    private final Sink sink;
    private final RaftObserver observer;
    private final LongSupplier nanoClock;
    private final long inlineBelowNanos;
    private final ReentrantLock writing = new ReentrantLock();

    /** Jobs in the mailbox or in a turn of the log thread. */
    private final AtomicInteger handedOut = new AtomicInteger();

    /** How long writes take, smoothed; 0 before the first one. */
    private volatile long usualNanos;

    /** The first entry that others will want. */
    private volatile long neededFrom = Long.MAX_VALUE;

    /** Guarded by the lock. */
    private long newestMarker;

    /** Hears of each write, in order, and with which entry the log begins. */
    interface Sink {
        void persisted(long writeNumber);

        void startsAt(long index);
    }

    /** Where the writer writes. */
    record Disks(DurableLog log, SnapshotFiles snapshots) {}

    LogWriter(Disks disks, Transport transport, Sink sink, Instruments instruments, Duration inlineBelow) {
        super("the log writer", new Mailbox<>(Integer.MAX_VALUE), MOST_AT_ONCE);
        this.log = disks.log();
        this.inlineBelowNanos = inlineBelow.toNanos();
        this.snapshots = disks.snapshots();
        this.transport = transport;
        this.sink = sink;
        this.observer = instruments.observer();
        this.nanoClock = instruments.nanoClock();
    }

    /** On the loop. */
    void persist(Write write) {
        Persist job = new Persist(write);
        long usual = usualNanos;
        if (usual > 0 && usual < inlineBelowNanos && handedOut.get() == 0) {
            carryOut(List.of(job));
        } else {
            handOut(job);
        }
    }

    /** On the loop: others will want this entry and those behind it, or none. */
    void keepFrom(OptionalLong index) {
        neededFrom = index.orElse(Long.MAX_VALUE);
    }

    private void handOut(Job job) {
        handedOut.incrementAndGet();
        mailbox().put(job);
    }

    /** A snapshot's file is durable: mark it in the log, then forget older ones, then run {@code done}. */
    void mark(SnapshotMarker marker, Runnable done) {
        handOut(new Mark(marker, done));
    }

    @Override
    void take(List<Job> batch) {
        carryOut(batch);
        handedOut.addAndGet(-batch.size());
    }

    private void carryOut(List<Job> batch) {
        writing.lock();
        try {
            write(batch);
            batch.forEach(Job::finish);
            log.handOver();
        } finally {
            writing.unlock();
        }
    }

    private void write(List<Job> batch) {
        List<LogWrite> writes = new ArrayList<>(batch.size());
        int entries = 0;
        for (Job job : batch) {
            job.prepare().ifPresent(writes::add);
            entries += job.entries();
        }
        long before = nanoClock.getAsLong();
        log.persist(writes);
        long nanos = nanoClock.getAsLong() - before;
        usualNanos = usualNanos == 0 ? Math.max(1, nanos) : usualNanos + (nanos - usualNanos) / SMOOTHING;
        observer.onLogWrite(entries, nanos);
    }

    /** Nobody starts from the older snapshots any more, nor from the log before the oldest one kept. */
    private void forgetOldSnapshots() {
        sink.startsAt(log.release(snapshots.keepNewest(), neededFrom));
    }

    /** What the log thread is asked to do: something to write, and something to do once it is durable. */
    interface Job {
        Optional<LogWrite> prepare();

        int entries();

        void finish();
    }

    private final class Persist implements Job {
        private final Write write;

        Persist(Write write) {
            this.write = write;
        }

        /** A snapshot's file is on disk before its marker enters the log. */
        @Override
        public Optional<LogWrite> prepare() {
            write.install().ifPresent(snapshots::save);
            Optional<SnapshotMarker> restart = write.install().map(SnapshotMarker::of);
            restart.ifPresent(installed -> newestMarker = installed.at().index());
            return Optional.of(new LogWrite(write.hardState(), write.entries(), Optional.empty(), restart));
        }

        @Override
        public int entries() {
            return write.entries().size();
        }

        @Override
        public void finish() {
            write.sendAfter().forEach(transport::send);
            sink.persisted(write.number());
            if (write.install().isPresent()) {
                forgetOldSnapshots();
            }
        }
    }

    private final class Mark implements Job {
        private final SnapshotMarker marker;
        private final Runnable done;

        Mark(SnapshotMarker marker, Runnable done) {
            this.marker = marker;
            this.done = done;
        }

        /**
         * While this member saved a snapshot of its own, the leader may have sent a newer one. The log
         * that the older one needs is gone then, and a start must not begin with it.
         */
        @Override
        public Optional<LogWrite> prepare() {
            if (marker.at().index() <= newestMarker) {
                return Optional.empty();
            }
            newestMarker = marker.at().index();
            return Optional.of(LogWrite.of(marker));
        }

        @Override
        public int entries() {
            return 0;
        }

        @Override
        public void finish() {
            forgetOldSnapshots();
            done.run();
        }
    }
}
