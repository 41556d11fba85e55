package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.index.IndexCursor;
import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.kvstore.mvcc.read.RangeReader;
import dev.pharos.raft.check.Invariant;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one log entry: they share a revision, and each has its place in it, counted in the order in
 * which they are made. It sees its own changes and those of the transactions before it that are not published.
 * Belongs to the apply thread; there is no way back, so what may be refused is checked before the first change.
 */
public final class WriteTxn {
    static final int DELETED_AT_A_TIME = 1_000;

    private final Stage stage;
    private final Runnable ended;
    private int changes;
    private boolean open = true;

    WriteTxn(Stage stage, Runnable ended) {
        this.stage = stage;
        this.ended = ended;
    }

    /** The store's revision; once something has changed, the one of this transaction (rule 1.5). */
    public long revision() {
        return changes == 0 ? stage.revision() : stage.revision() + 1;
    }

    /** The revision of the last compaction, published or not; -1 if there was none. */
    public long compactRevision() {
        return stage.compactRevision();
    }

    public boolean hasChanges() {
        return changes > 0;
    }

    /**
     * Sees what this transaction has changed so far.
     *
     * @throws dev.pharos.kvstore.model.Refusal FUTURE_REVISION or COMPACTED
     */
    public RangeResult range(RangeQuery query) {
        return new RangeReader(stage.moment(revision()), query).read();
    }

    /** What is known of a key without reading its pair; also of one that was deleted not long ago. */
    public @Nullable IndexEntry entry(Bytes key) {
        return stage.entry(key);
    }

    /** The live keys of a range in their order. */
    public void forEachKey(KeyRange range, Consumer<IndexEntry> visitor) {
        if (range.isSingle()) {
            IndexEntry entry = stage.entry(range.key());
            if (entry != null && entry.isLive()) {
                visitor.accept(entry);
            }
            return;
        }
        IndexCursor keys = stage.editor().cursor(range);
        while (keys.next()) {
            if (keys.isLive()) {
                visitor.accept(keys.entry());
            }
        }
    }

    public Optional<KeyValue> get(Bytes key) {
        return range(RangeQuery.of(KeyRange.single(key))).kvs().stream().findFirst();
    }

    /** The new pair. */
    public KeyValue put(Bytes key, Bytes value, long lease) {
        return stage.put(nextPlace(), key, value, lease);
    }

    /** Returns how many keys there were. */
    public long delete(KeyRange range) {
        return delete(range, key -> {});
    }

    /**
     * Deletes the live keys of a range, in their order. However many they are, few of them are in memory at a time.
     *
     * @param deleted hears of each
     * @return how many there were
     */
    public long delete(KeyRange range, Consumer<Bytes> deleted) {
        long count = 0;
        KeyRange left = range;
        while (true) {
            List<IndexEntry> some = firstLive(left);
            for (IndexEntry entry : some) {
                stage.delete(nextPlace(), entry.key(), new Place(entry.modifiedRevision(), entry.modifiedSub()));
                deleted.accept(entry.key());
            }
            count += some.size();
            if (range.isSingle() || some.size() < DELETED_AT_A_TIME) {
                return count;
            }
            left = new KeyRange(some.get(some.size() - 1).key().successor(), range.rangeEnd());
        }
    }

    /** The index cannot be walked while it is being changed. */
    private List<IndexEntry> firstLive(KeyRange range) {
        List<IndexEntry> entries = new ArrayList<>();
        if (range.isSingle()) {
            forEachKey(range, entries::add);
            return entries;
        }
        IndexCursor keys = stage.editor().cursor(range);
        while (entries.size() < DELETED_AT_A_TIME && keys.next()) {
            if (keys.isLive()) {
                entries.add(keys.entry());
            }
        }
        return entries;
    }

    private Place nextPlace() {
        Invariant.check(open, "a transaction that has ended changes nothing");
        return new Place(stage.revision() + 1, changes++);
    }

    /** The revision counts if something has changed. */
    public void end() {
        Invariant.check(open, "a transaction ends once");
        open = false;
        if (changes > 0) {
            stage.advanceTo(stage.revision() + 1);
        }
        ended.run();
    }
}
