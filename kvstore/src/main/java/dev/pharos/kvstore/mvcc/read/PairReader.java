package dev.pharos.kvstore.mvcc.read;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.mvcc.record.CurrentRow;
import dev.pharos.wire.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the pairs of keys. Of many neighbouring keys that come in their order the rows are walked alongside;
 * of few, each is looked up. A place is never used twice, so a row that names the wanted place holds the wanted
 * pair, and its key need not be looked at.
 */
final class PairReader implements AutoCloseable {
    /** The number of expected keys from which a walk is cheaper than looking up each. */
    private static final int WALK_FROM = 3;

    /** Rows passed over one by one before a new search begins. */
    private static final int PASSED_OVER = 8;

    private final Moment moment;
    private final long revision;
    private final boolean walking;
    private @Nullable RowCursor cursor;
    private boolean onRow;

    /** Whether the row has given its pair; if not, it may belong to a later key. */
    private boolean used;

    /** @param expectedKeys how many will be asked for, in their order if there are several */
    PairReader(Moment moment, long revision, long expectedKeys) {
        this.moment = moment;
        this.revision = revision;
        this.walking = expectedKeys >= WALK_FROM;
    }

    KeyValue read(KeyState state) {
        return KeyValue.decode(readEncoded(state));
    }

    Bytes readEncoded(KeyState state) {
        Bytes known = state.pair();
        if (known != null) {
            return known;
        }
        Bytes pair = null;
        if (state.modifiedRevision() <= moment.settledRevision()) {
            pair = walking ? walkTo(state) : lookUp(state);
        }
        return pair != null
                ? pair
                : moment.present(new Place(state.modifiedRevision(), state.modifiedSub()), revision)
                        .pair();
    }

    private @Nullable Bytes lookUp(KeyState state) {
        byte[] row = moment.rows().get(Family.CURRENT, state.key().toByteArray());
        return row == null ? null : CurrentRow.pairAt(row, state.modifiedRevision(), state.modifiedSub());
    }

    private @Nullable Bytes walkTo(KeyState state) {
        RowCursor rows = stepOn(state);
        Bytes pair = pairHere(rows, state);
        if (pair == null && onRow) {
            catchUp(rows, state.key().toByteArray());
            pair = pairHere(rows, state);
        }
        return pair;
    }

    private RowCursor stepOn(KeyState state) {
        RowCursor rows = cursor;
        if (rows == null) {
            rows = moment.rows().scan(Family.CURRENT);
            cursor = rows;
            onRow = rows.seek(state.key().toByteArray());
        } else if (onRow && used) {
            onRow = rows.next();
        }
        used = false;
        return rows;
    }

    private @Nullable Bytes pairHere(RowCursor rows, KeyState state) {
        if (!onRow) {
            return null;
        }
        Bytes pair = CurrentRow.pairAt(rows.value(), state.modifiedRevision(), state.modifiedSub());
        used = pair != null;
        return pair;
    }

    /** To the first row that is not in front of the key. */
    private void catchUp(RowCursor rows, byte[] key) {
        int passed = 0;
        while (onRow && rows.isBefore(key)) {
            passed++;
            onRow = passed < PASSED_OVER ? rows.next() : rows.seek(key);
        }
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
