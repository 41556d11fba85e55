package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.wire.value.Bytes;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Deleted keys that compaction has no more use for, on their way from the compactor, which finds them, to the
 * apply thread, which owns the index. Any thread.
 *
 * <p>Nothing is wrong with a dead key that stays in the index, it only takes memory. So when the queue is full
 * the compactor does not wait, but remembers to look through the index the next time.
 */
final class DeadKeys {
    private static final int BOUND = 1 << 18;
    private static final int MOST_PER_PUBLICATION = 4096;

    private record DeadKey(Bytes key, Place deleted) {}

    private final BlockingQueue<DeadKey> queue = new LinkedBlockingQueue<>(BOUND);
    private volatile boolean someMissed;

    void add(Bytes key, Place deleted) {
        if (!queue.offer(new DeadKey(key, deleted))) {
            someMissed = true;
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Whether keys were lost since this was last asked. The compactor's thread. */
    boolean takeMissed() {
        boolean missed = someMissed;
        someMissed = false;
        return missed;
    }

    /** On the apply thread. A key that was made anew meanwhile stays. */
    void drop(Stage stage) {
        for (int i = 0; i < MOST_PER_PUBLICATION; i++) {
            DeadKey dead = queue.poll();
            if (dead == null) {
                return;
            }
            IndexEntry entry = stage.entry(dead.key());
            if (entry != null
                    && !entry.isLive()
                    && entry.modifiedRevision() == dead.deleted().revision()
                    && entry.modifiedSub() == dead.deleted().sub()) {
                stage.editor().remove(dead.key());
                stage.batch().delete(Family.CURRENT, dead.key().toByteArray());
            }
        }
    }
}
