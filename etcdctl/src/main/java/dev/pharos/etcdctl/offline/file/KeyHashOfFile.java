package dev.pharos.etcdctl.offline.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.etcdctl.offline.output.KeyHash;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.kvstore.backend.BackendFailure;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.RowCursor;
import dev.pharos.kvstore.dbfile.StoredBucket;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.FileHash;
import dev.pharos.kvstore.mvcc.HashResult;
import dev.pharos.kvstore.mvcc.StorageRows;
import dev.pharos.kvstore.mvcc.StoreImport;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.value.Bytes;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The hash of the history in a database file, which is only read. */
public final class KeyHashOfFile {
    private static final String SERVER_PREFIX = "etcdserver: ";

    private KeyHashOfFile() {}

    /**
     * Reads the history and computes it.
     *
     * @param revision 0 for the newest
     */
    public static KeyHash at(Path file, long revision) {
        return DatabaseFile.read(file, db -> at(db, revision));
    }

    private static KeyHash at(DbFile db, long revision) {
        try {
            FileHash hash = FileHash.of(
                    records(db),
                    revisionIn(db, StoreImport.SCHEDULED_COMPACTION),
                    revisionIn(db, StoreImport.FINISHED_COMPACTION));
            HashResult result = hash.at(revision);
            return new KeyHash(result.hash(), result.revision(), result.compactRevision());
        } catch (Refusal refused) {
            throw ToolFailure.error(refused.error().message().replace(SERVER_PREFIX, ""));
        } catch (IllegalArgumentException | BackendFailure damage) {
            throw ToolFailure.error("the history in the file is damaged: " + damage.getMessage());
        }
    }

    private static StorageRows records(DbFile db) {
        StoredBucket bucket = db.bucket("key")
                .orElseThrow(() -> ToolFailure.error("the file has no bucket \"key\", so it is none of an etcd"));
        return visitor -> {
            try (RowCursor row = bucket.rows()) {
                boolean more = true;
                while (more && row.next()) {
                    more = visitor.test(new StorageRow(Bytes.wrapUnsafe(row.key()), Bytes.wrapUnsafe(row.value())));
                }
            }
        };
    }

    /** Of a compaction; -1 if there was none. */
    private static long revisionIn(DbFile db, String name) {
        return db.get("meta", name.getBytes(UTF_8))
                .filter(row -> row.length >= Long.BYTES)
                .map(row -> ByteBuffer.wrap(row).getLong())
                .orElse(-1L);
    }
}
