package dev.pharos.kvstore.mvcc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.FrozenBackend;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.read.RangeReader;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.value.Bytes;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Hashes by which members compare what they hold. Any thread; reads all records, so not for a thread on which
 * others wait.
 */
public final class StoreHash {
    /** In the order of their names in etcd, where the records stand in the bucket {@code key}. */
    private static final Family[] BUCKETS = {
        Family.ALARM,
        Family.AUTH,
        Family.AUTH_ROLES,
        Family.AUTH_USERS,
        Family.CLUSTER,
        Family.HISTORY,
        Family.LEASE,
        Family.MEMBERS,
        Family.MEMBERS_REMOVED
    };

    private final Backend backend;
    private final Supplier<ReadView> views;
    private final HashesOfCompactions hashes;

    StoreHash(Backend backend, Supplier<ReadView> views, HashesOfCompactions hashes) {
        this.backend = backend;
        this.views = views;
        this.hashes = hashes;
    }

    /**
     * The hash at a revision, 0 for the newest; at the revision of one of the latest compactions the one from
     * just before it. Waits for a compaction that is about to compute it.
     *
     * @throws Refusal FUTURE_REVISION or COMPACTED (rule 10.8)
     */
    public HashResult hashKv(long revision) {
        CompletableFuture<HashResult> remembered = hashes.get(revision);
        if (remembered != null) {
            try {
                return remembered.join();
            } catch (CancellationException | CompletionException givenUp) {
                return computed(revision);
            }
        }
        return computed(revision);
    }

    /** The hashes of the latest compactions, as far as they are computed, the earliest first (rule 10.7). */
    public List<HashResult> ofCompactions() {
        return hashes.known();
    }

    private HashResult computed(long revision) {
        while (true) {
            ReadView view = views.get();
            try (FrozenBackend frozen = backend.freeze()) {
                Marks marks = Marks.of(frozen);
                if (marks.compactRevision() == view.moment().compactRevision()) {
                    return compute(frozen, view, new Marks(asked(revision, view), marks), () -> false);
                }
            }
            // A compaction came in between; the next view knows of it.
        }
    }

    private static long asked(long revision, ReadView view) {
        if (revision > view.revision()) {
            throw new Refusal(EtcdError.FUTURE_REVISION);
        }
        if (revision > 0 && revision < view.compactRevision()) {
            throw new Refusal(EtcdError.COMPACTED);
        }
        return revision == 0 ? view.revision() : revision;
    }

    /** Over rows that are at least as new as the view, and that no compaction beyond the marks has touched. */
    static HashResult compute(Rows rows, ReadView view, Marks marks, BooleanSupplier canceled) {
        BooleanSupplier anyKeyLives =
                () -> RangeReader.anyKeyLives(view.moment().over(rows), marks.revision());
        return new RecordHash(new StoredRecords(rows), marks, anyKeyLives, canceled).compute();
    }

    /**
     * The same at the revision of a compaction. It keeps deletions of that revision (rule 5.2), so it keeps
     * something even where no key lives.
     */
    static HashResult ofCompaction(Rows rows, ReadView view, Marks marks, BooleanSupplier canceled) {
        BooleanSupplier keepsAny = () -> RangeReader.anyKeyLives(view.moment().over(rows), marks.revision())
                || deletesAt(rows, marks.revision());
        return new RecordHash(new StoredRecords(rows), marks, keepsAny, canceled).compute();
    }

    private static boolean deletesAt(Rows rows, long revision) {
        try (RowCursor cursor = rows.scan(Family.HISTORY)) {
            boolean onRow = cursor.seek(HistoryRow.key(revision, 0));
            while (onRow) {
                HistoryRow row = HistoryRow.parse(cursor.key(), cursor.value());
                if (row.place().revision() != revision) {
                    return false;
                }
                if (!row.isPut()) {
                    return true;
                }
                onRow = cursor.next();
            }
            return false;
        }
    }

    /**
     * The hash of everything (rule 10.6), as etcd would have it in its buckets.
     *
     * @param metaRows the rows of the bucket {@code meta}, without those that do not count
     */
    public int hash(SortedMap<Bytes, Bytes> metaRows) {
        CRC32C crc = new CRC32C();
        try (FrozenBackend frozen = backend.freeze()) {
            for (Family bucket : BUCKETS) {
                boolean records = bucket == Family.HISTORY;
                crc.update((records ? "key" : bucket.storedName()).getBytes(UTF_8));
                hashRows(frozen, bucket, crc);
            }
        }
        crc.update("meta".getBytes(UTF_8));
        for (Map.Entry<Bytes, Bytes> row : metaRows.entrySet()) {
            crc.update(row.getKey().toByteArray());
            crc.update(row.getValue().toByteArray());
        }
        return (int) crc.getValue();
    }

    private static void hashRows(Rows rows, Family bucket, CRC32C crc) {
        try (RowCursor cursor = rows.scan(bucket)) {
            while (cursor.next()) {
                if (bucket == Family.HISTORY) {
                    StorageRow stored =
                            HistoryRow.parse(cursor.key(), cursor.value()).toStorage();
                    crc.update(stored.key().toByteArray());
                    crc.update(stored.value().toByteArray());
                } else {
                    crc.update(cursor.key());
                    crc.update(cursor.value());
                }
            }
        }
    }
}
