package dev.pharos.kvstore.mvcc.read;

import dev.pharos.kvstore.index.IndexCursor;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.kvstore.mvcc.record.PairFacts;
import dev.pharos.raft.check.Invariant;
import dev.pharos.wire.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a range that lived at a revision, in their order. A key that was not changed since is known from
 * the index alone; for the others their records are followed back, and only as far as somebody asks: that a key
 * made before the revision still lives says that it lived.
 */
final class KeyWalk implements KeyState {
    private final Moment moment;
    private final long revision;
    private final IndexCursor cursor;
    private final PairFacts facts = new PairFacts();

    /** The record that counted at the revision, where the index knows only a later one. */
    private @Nullable HistoryRow past;

    private boolean resolved;

    KeyWalk(Moment moment, long revision, IndexCursor cursor) {
        this.moment = moment;
        this.revision = revision;
        this.cursor = cursor;
    }

    boolean next() {
        while (cursor.next()) {
            past = null;
            resolved = cursor.modifiedRevision() <= revision;
            if (resolved ? cursor.isLive() : livedThen()) {
                return true;
            }
        }
        return false;
    }

    private boolean livedThen() {
        if (cursor.isLive() && cursor.createRevision() <= revision) {
            return true;
        }
        HistoryRow record = moment.recordAt(newestPlace(), revision);
        if (record == null || !record.isPut()) {
            return false;
        }
        take(record);
        return true;
    }

    private void resolve() {
        if (!resolved) {
            HistoryRow record = moment.recordAt(newestPlace(), revision);
            Invariant.check(record != null && record.isPut(), "a key that lives since before has a pair", revision);
            if (record != null) {
                take(record);
            }
        }
    }

    private void take(HistoryRow record) {
        past = record;
        facts.read(record.pair());
        resolved = true;
    }

    private Place newestPlace() {
        return new Place(cursor.modifiedRevision(), cursor.modifiedSub());
    }

    @Override
    public Bytes key() {
        return cursor.key();
    }

    @Override
    public long modifiedRevision() {
        resolve();
        return past == null ? cursor.modifiedRevision() : past.place().revision();
    }

    @Override
    public int modifiedSub() {
        resolve();
        return past == null ? cursor.modifiedSub() : past.place().sub();
    }

    @Override
    public long createRevision() {
        resolve();
        return past == null ? cursor.createRevision() : facts.createRevision();
    }

    @Override
    public long version() {
        resolve();
        return past == null ? cursor.version() : facts.version();
    }

    /** What the pair takes in an answer. */
    long pairBytes() {
        resolve();
        return past == null
                ? cursor.pairBytes()
                : KeyValue.bytesInAnswer(past.pair().length());
    }

    @Override
    public @Nullable Bytes pair() {
        resolve();
        return past == null ? null : past.pair();
    }
}
