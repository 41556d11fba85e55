package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;

/** The hash of the records in a database file of etcd: the same that a member gives that was restored from it. */
public final class FileHash {
    private final FileRecords records;
    private final Marks file;

    private FileHash(FileRecords records, Marks file) {
        this.records = records;
        this.file = file;
    }

    /**
     * Looks how far the records go.
     *
     * @param scheduledCompaction etcd's row, or -1 if there is none
     * @param finishedCompaction etcd's row, or -1 if there is none
     */
    public static FileHash of(StorageRows rows, long scheduledCompaction, long finishedCompaction) {
        FileRecords records = new FileRecords(rows);
        long compactRevision = Math.max(scheduledCompaction, finishedCompaction);
        long last = Math.max(Marks.FIRST_REVISION, Math.max(records.lastRevision(), compactRevision));
        return new FileHash(records, new Marks(last, compactRevision, finishedCompaction));
    }

    /**
     * The hash at a revision, 0 for the newest.
     *
     * @throws Refusal FUTURE_REVISION or COMPACTED (rule 10.8)
     */
    public HashResult at(long revision) {
        if (revision > file.revision()) {
            throw new Refusal(EtcdError.FUTURE_REVISION);
        }
        if (revision > 0 && revision < file.compactRevision()) {
            throw new Refusal(EtcdError.COMPACTED);
        }
        Marks marks = new Marks(revision <= 0 ? file.revision() : revision, file);
        return new RecordHash(records, marks, () -> records.anyKeyLives(marks.revision()), () -> false).compute();
    }
}
