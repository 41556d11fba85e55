package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowBatch;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.index.IndexLoader;
import dev.pharos.kvstore.index.KeyIndex;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.mvcc.record.CurrentRow;
import dev.pharos.kvstore.mvcc.record.PairFacts;
import dev.pharos.wire.value.Bytes;

/**
 * Makes the index of a store from the newest record of each key. Keys that were deleted before the compact
 * revision are not needed by anybody any more; their rows go.
 */
final class IndexBuilder {
    private static final int DROPPED_PER_BATCH = 10_000;

    private final Backend backend;
    private final Marks marks;
    private final LeaseRows leases;
    private final IndexLoader loader = KeyIndex.loader();
    private final PairFacts facts = new PairFacts();
    private final RowBatch drops;

    IndexBuilder(Backend backend, Marks marks, LeaseRows leases) {
        this.backend = backend;
        this.marks = marks;
        this.leases = leases;
        this.drops = backend.newBatch();
    }

    KeyIndex build() {
        try (RowCursor rows = backend.scan(Family.CURRENT)) {
            while (rows.next()) {
                add(rows.key(), CurrentRow.parse(rows.value()));
            }
        }
        writeDrops();
        return loader.load();
    }

    private void add(byte[] key, CurrentRow row) {
        long revision = row.place().revision();
        int sub = row.place().sub();
        if (row.kind() == Kind.PUT) {
            facts.read(row.pair());
            Bytes bytes = Bytes.wrapUnsafe(key);
            long pairBytes = KeyValue.bytesInAnswer(row.pair().length());
            loader.add(new IndexEntry(bytes, revision, sub, facts.createRevision(), facts.version(), pairBytes));
            if (facts.lease() != 0) {
                leases.attached(bytes, facts.lease());
            }
        } else if (revision < marks.compactRevision()) {
            drops.delete(Family.CURRENT, key);
            if (drops.count() == DROPPED_PER_BATCH) {
                writeDrops();
            }
        } else {
            loader.add(IndexEntry.dead(Bytes.wrapUnsafe(key), revision, sub));
        }
    }

    private void writeDrops() {
        backend.write(drops);
        drops.clear();
    }
}
