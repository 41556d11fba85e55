package dev.pharos.kvstore.mvcc.read;

import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.record.HistoryRow;
import dev.pharos.raft.check.Invariant;
import dev.pharos.wire.error.EtcdError;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one reader looks at.
 *
 * @param index the keys at {@code revision}
 * @param rows the rows on disk, which may be newer than the index
 * @param records the history, at least up to {@code revision}
 * @param settledRevision changes up to this one are among the rows; later ones only among the records
 * @param compactRevision as of this moment; -1 if nothing was ever compacted
 * @param newestCompactRevision as of now
 */
public record Moment(
        KeyLookup index,
        Rows rows,
        Records records,
        long revision,
        long settledRevision,
        long compactRevision,
        LongSupplier newestCompactRevision) {

    /** The same moment over rows that are at least as new, and that no compaction overtakes. */
    public Moment over(Rows otherRows) {
        return new Moment(index, otherRows, Records.in(otherRows), revision, settledRevision, compactRevision, () -> 0);
    }

    /** The same moment, seen from a later one. */
    public Moment underCompaction(long laterCompactRevision) {
        return new Moment(index, rows, records, revision, settledRevision, laterCompactRevision, newestCompactRevision);
    }

    /** The revision that a question is about (rule 2.3). */
    long asked(long wanted) {
        if (wanted <= 0) {
            return revision;
        }
        if (wanted > revision) {
            throw new Refusal(EtcdError.FUTURE_REVISION);
        }
        if (wanted < compactRevision) {
            throw new Refusal(EtcdError.COMPACTED);
        }
        return wanted;
    }

    /**
     * The last record of a key that is not younger than a revision.
     *
     * @param newest the place of the key's newest record
     * @return null if there is none, or only a deletion that compaction has taken
     */
    @Nullable
    HistoryRow recordAt(Place newest, long wanted) {
        Place place = newest;
        while (place.exists() && place.revision() > wanted) {
            place = present(place, wanted).previous();
        }
        if (!place.exists()) {
            return null;
        }
        HistoryRow found = records.at(place);
        if (found == null) {
            refuseIfCompacted(wanted);
        }
        return found;
    }

    /** A record that only a compaction beyond the wanted revision can take. */
    HistoryRow present(Place place, long wanted) {
        HistoryRow found = records.at(place);
        if (found == null) {
            refuseIfCompacted(wanted);
            Invariant.check(false, "a record that is needed is in the history", place.revision(), place.sub());
            throw new IllegalStateException("not reached");
        }
        return found;
    }

    private void refuseIfCompacted(long wanted) {
        if (newestCompactRevision.getAsLong() > wanted) {
            throw new Refusal(EtcdError.COMPACTED);
        }
    }
}
