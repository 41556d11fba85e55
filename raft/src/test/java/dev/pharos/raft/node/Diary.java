package dev.pharos.raft.node;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.machine.ProposalResults;
import dev.pharos.raft.machine.SnapshotImage;
import dev.pharos.raft.machine.StateMachine;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes down the request id of every command it is given, and answers the page. A command is its request
 * id and any padding. Keeps no files: it starts from the newest snapshot, which is the diary.
 */
final class Diary implements StateMachine<Integer> {
    private final List<Long> pages = new ArrayList<>();
    private final AtomicInteger restores = new AtomicInteger();
    private volatile int pagesAtBatchEnd;
    private volatile Membership membership = Membership.EMPTY;
    private volatile @Nullable RuntimeException poison;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    static Payload command(long requestId, int paddingBytes) {
        return Payload.wrap(ByteBuffer.allocate(Long.BYTES + paddingBytes)
                .putLong(requestId)
                .array());
    }

    List<Long> pages() {
        synchronized (pages) {
            return List.copyOf(pages);
        }
    }

    /** How many pages there were when the newest batch ended. */
    int pagesAtBatchEnd() {
        return pagesAtBatchEnd;
    }

    int restores() {
        return restores.get();
    }

    Membership membership() {
        return membership;
    }

    /** Nothing is applied from here on, until {@link #release()}. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    /** The next command cannot be applied, for a reason of the machine's own. */
    void poison(RuntimeException reason) {
        poison = reason;
    }

    @Override
    public AppliedState recovered() {
        return AppliedState.NOTHING;
    }

    @Override
    public void batchApplied(ProposalResults<Integer> results) {
        pagesAtBatchEnd = pages().size();
    }

    @Override
    public void apply(Entry entry, ProposalResults<Integer> results) {
        awaitGate();
        RuntimeException reason = poison;
        if (reason != null) {
            throw reason;
        }
        if (!entry.data().isEmpty()) {
            long requestId = ByteBuffer.wrap(entry.data().array()).getLong();
            int page;
            synchronized (pages) {
                page = pages.size();
                pages.add(requestId);
            }
            results.complete(requestId, page);
        }
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void applyMembership(Entry entry, Membership next, ProposalResults<Integer> results) {
        awaitGate();
        membership = next;
        Payload context = MembershipChangeCodec.decode(entry).context();
        if (!context.isEmpty()) {
            results.complete(ByteBuffer.wrap(context.array()).getLong(), pages().size());
        }
    }

    @Override
    public SnapshotImage capture(EntryId at, Membership present) {
        List<Long> frozen = pages();
        return () -> {
            ByteBuffer bytes = ByteBuffer.allocate(frozen.size() * Long.BYTES);
            frozen.forEach(bytes::putLong);
            return Payload.wrap(bytes.array());
        };
    }

    @Override
    public void restore(Snapshot snapshot) {
        ByteBuffer bytes = ByteBuffer.wrap(snapshot.data().array());
        synchronized (pages) {
            pages.clear();
            while (bytes.hasRemaining()) {
                pages.add(bytes.getLong());
            }
        }
        membership = snapshot.membership();
        restores.incrementAndGet();
    }
}
