package dev.pharos.etcdctl.offline.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pharos.etcdctl.offline.output.SnapshotStatus;
import dev.pharos.etcdctl.offline.terminal.Progress;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.RowCursor;
import dev.pharos.kvstore.dbfile.StoredBucket;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.value.Bytes;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Reads a whole database file and tells what it holds. One use. */
public final class FileStatus {
    private static final String RECORDS = "key";

    private final Progress progress;
    private final CRC32C hash = new CRC32C();
    private long revision;
    private final LiveKeys keys = new LiveKeys();
    private long bytes;

    private FileStatus(Progress progress) {
        this.progress = progress;
    }

    public static SnapshotStatus of(Path file, Progress progress) {
        try {
            return DatabaseFile.read(file, db -> new FileStatus(progress).read(db));
        } catch (IllegalArgumentException damage) {
            throw ToolFailure.error("error during bucket key iteration, name: \"key\" err: " + damage.getMessage());
        }
    }

    private SnapshotStatus read(DbFile db) {
        for (StoredBucket bucket : db.buckets()) {
            hash.update(bucket.name().getBytes(ISO_8859_1));
            read(bucket, db.sizeBytes());
        }
        progress.clear();
        String version = StorageVersion.row(db).orElse("");
        return new SnapshotStatus((int) hash.getValue(), revision, keys.count(), db.sizeBytes(), version);
    }

    private void read(StoredBucket bucket, long totalBytes) {
        boolean records = bucket.name().equals(RECORDS);
        try (RowCursor row = bucket.rows()) {
            while (row.next()) {
                byte[] key = row.key();
                byte[] value = row.value();
                hash.update(key);
                hash.update(value);
                if (records) {
                    StorageRow record = new StorageRow(Bytes.wrapUnsafe(key), Bytes.wrapUnsafe(value));
                    revision = record.place().revision();
                    keys.put(record);
                }
                bytes += key.length + value.length;
                progress.report("reading", bytes, totalBytes);
            }
        }
    }
}
