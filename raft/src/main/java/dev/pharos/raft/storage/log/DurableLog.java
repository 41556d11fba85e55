package dev.pharos.raft.storage.log;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.check.OwnerThread;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.RecordWriter;
import dev.pharos.raft.storage.record.SnapshotMarker;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log on disk. What {@link #persist} was given is durable when it returns. Any failure of the disk
 * stops the log for good: every later call throws, for after a failed write or sync nobody knows what
 * the disk holds, and a repeated sync may report success for data that is lost.
 *
 * <p>Owner: the thread {@code raft-log}, from the first call on. It must not be interrupted during a
 * call; that would close the file under it.
 */
public final class DurableLog implements AutoCloseable {
    private static final int KEPT_BATCH_BYTES = 4 << 20;

    private final OwnerThread owner = new OwnerThread("the log");
    private final LogFolder folder;
    private final Disk disk;
    private final LogIdentity identity;
    private final SegmentChain chain;
    private final SpareSegments spares;
    private final RecordWriter batch;

    private ActiveSegment active;
    /** The last hard state in the file; equal ones are not written again. */
    private HardState hardState;

    /** The last hard state asked for, written at the end of a batch. */
    private HardState newest;

    /** Whether the batch holds anything that somebody may rely on. */
    private boolean binding;

    private long lastIndex;
    private boolean closed;
    private @Nullable Throwable failure;

    private DurableLog(LogFolder folder, LogIdentity identity, SegmentChain chain, LogEnd end, ActiveSegment active) {
        this.folder = folder;
        this.disk = folder.disk();
        this.identity = identity;
        this.chain = chain;
        this.spares = new SpareSegments(disk, folder.options().segmentBytes(), folder.background());
        this.batch = new RecordWriter(end.crc());
        this.active = active;
        this.hardState = end.hardState();
        this.newest = hardState;
        this.lastIndex = end.lastIndex();
        spares.prepare();
    }

    /** Makes a log in a folder without one. A crash before this returns may leave a folder without one behind. */
    public static DurableLog create(LogFolder folder, LogIdentity identity) {
        RecordWriter head = new RecordWriter(0);
        head.crc();
        head.metadata(identity);
        head.marker(SnapshotMarker.ZERO);
        long bytes = folder.options().firstSegmentBytes();
        String unfinished = SpareSegments.FIRST_NAME;
        DiskFile file = folder.disk().create(unfinished);
        SpareSegments.fill(file, 0, bytes);
        SegmentName name = new SegmentName(0, 0);
        ActiveSegment active = new ActiveSegment(file, bytes, 0).begin(head.content(), folder.disk(), name);
        SegmentChain chain = new SegmentChain(List.of(name));
        chain.marked(0, name.sequence());
        LogEnd end = new LogEnd(head.size(), head.crcSoFar(), 0, HardState.INITIAL);
        return new DurableLog(folder, identity, chain, end, active);
    }

    /** Goes on with a log that was read to its {@code end}, behind which its newest segment holds only zeros. */
    public static DurableLog resume(LogFolder folder, LogIdentity identity, SegmentChain chain, LogEnd end) {
        DiskFile file = folder.disk().open(chain.newest().fileName());
        long size = file.size();
        long segmentBytes = folder.options().segmentBytes();
        long room = size > end.offset() ? Math.min(size, segmentBytes) : segmentBytes;
        return new DurableLog(folder, identity, chain, end, new ActiveSegment(file, room, end.offset()));
    }

    public LogIdentity identity() {
        return identity;
    }

    /**
     * Makes all of it durable with one write and one sync, or with the write alone when nothing but the
     * commit index changed. Of several hard states only the last is written, behind all entries.
     */
    public void persist(List<LogWrite> writes) {
        owner.check();
        requireUsable();
        try {
            for (LogWrite write : writes) {
                if (write.restart().isPresent()) {
                    flush();
                    restart(write.restart().get(), write.hardState().orElse(hardState));
                }
                collect(write);
            }
            flush();
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            batch.clear(KEPT_BATCH_BYTES);
        }
    }

    /**
     * Begins a segment that is named for the snapshot and has its marker in the head: that is how the log
     * tells, when it is read again, that nothing before it counts. The head is durable before the segment
     * has its name, so after a crash either the old log stands untouched or the new one begins.
     */
    private void restart(SnapshotMarker marker, HardState coming) {
        long index = marker.at().index();
        // The entries that the rest of the commit index speaks of are not written yet.
        hardState = new HardState(coming.term(), coming.vote(), Math.min(coming.commit(), index));
        newest = hardState;
        lastIndex = index;
        roll(Optional.of(marker));
        chain.marked(index, chain.newest().sequence());
    }

    /**
     * Deletes segments whose entries all lie at or below {@code upToIndex}, except what is needed to start from
     * the newest snapshot marker there. The caller keeps the snapshot of that marker. Of what may be deleted,
     * some stays for members that lag, as the {@link Retention} says; they need the entries from {@code
     * neededFrom} on.
     *
     * @return the first entry that can be read back
     */
    public long release(long upToIndex, long neededFrom) {
        owner.check();
        requireUsable();
        try {
            Retention retention = folder.options().retention();
            int affordable = (int) Math.min(
                    retention.atMost(), disk.freeBytes() / folder.options().segmentBytes());
            delete(chain.release(upToIndex, affordable));
            delete(chain.release(Math.min(upToIndex, neededFrom - 1), Math.min(retention.usually(), affordable)));
            return chain.oldest().firstIndex();
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    private void delete(List<SegmentName> released) {
        for (SegmentName segment : released) {
            disk.delete(segment.fileName());
            // One at a time: if a later deletion could outlive an earlier one, the sequence would have a hole.
            disk.syncDirectory();
        }
    }

    /** The present owner is done with the log; the next caller owns it. */
    public void handOver() {
        owner.check();
        owner.release();
    }

    public int segments() {
        return chain.size();
    }

    /** Syncs what was written, if the log still works, and gives the folder back. The owner must be done with it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (failure == null) {
                active.sync();
            }
        } finally {
            closeFiles();
        }
    }

    private void closeFiles() {
        try {
            spares.close();
        } finally {
            try {
                active.close();
            } finally {
                folder.lock().close();
            }
        }
    }

    private void collect(LogWrite write) {
        write.marker().ifPresent(this::collect);
        write.entries().forEach(this::collect);
        newest = write.hardState().orElse(newest);
    }

    private void collect(SnapshotMarker marker) {
        batch.marker(marker);
        binding = true;
        chain.marked(marker.at().index(), chain.newest().sequence());
    }

    private void collect(Entry entry) {
        Invariant.check(
                entry.index() > 0 && entry.index() <= lastIndex + 1,
                "an entry follows the log without a gap",
                entry.index(),
                lastIndex);
        batch.entry(entry);
        binding = true;
        lastIndex = entry.index();
    }

    /** Writes what was collected, and syncs it if somebody may rely on something in it. */
    private void flush() {
        if (!newest.equals(hardState)) {
            batch.hardState(newest);
            binding |= newest.bindsMoreThan(hardState);
            hardState = newest;
        }
        if (batch.isEmpty()) {
            return;
        }
        active.append(batch.content());
        if (binding) {
            active.sync();
        }
        binding = false;
        batch.clear(KEPT_BATCH_BYTES);
        if (active.isFull()) {
            roll(Optional.empty());
        }
    }

    private void roll(Optional<SnapshotMarker> start) {
        active.finish();
        SegmentName name = new SegmentName(chain.newest().sequence() + 1, lastIndex + 1);
        batch.clear(KEPT_BATCH_BYTES);
        batch.crc();
        batch.metadata(identity);
        if (!hardState.equals(HardState.INITIAL)) {
            batch.hardState(hardState);
        }
        start.ifPresent(batch::marker);
        ActiveSegment next = spares.take().map(this::filled).orElseGet(this::unfilled);
        active = next.begin(batch.content(), disk, name);
        batch.clear(KEPT_BATCH_BYTES);
        chain.add(name);
        spares.prepare();
    }

    private ActiveSegment filled(DiskFile spare) {
        return new ActiveSegment(spare, folder.options().segmentBytes(), 0);
    }

    /** Waiting for a spare would stall everybody; a growing file only makes the syncs slower. */
    private ActiveSegment unfilled() {
        return new ActiveSegment(
                disk.create(SpareSegments.UNFILLED_NAME), folder.options().segmentBytes(), 0);
    }

    private void requireUsable() {
        if (failure != null) {
            throw StorageFailure.stoppedBy(failure);
        }
        if (closed) {
            throw StorageFailure.of("the log in " + disk.location() + " is closed");
        }
    }
}
