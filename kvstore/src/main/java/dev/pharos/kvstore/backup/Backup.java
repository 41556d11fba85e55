package dev.pharos.kvstore.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.FrozenBackend;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.DbFilePlan;
import dev.pharos.kvstore.dbfile.RowCursor;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The store at one moment, as a database file of etcd. Making it reads all rows once, writing it reads them
 * again; neither holds up anybody. Until it is closed, the backend keeps what is removed meanwhile, and cannot
 * close. One thread at a time.
 */
public final class Backup implements AutoCloseable {
    private static final Set<String> OWN_TO_A_MEMBER =
            Set.of("meta/consistent_index", "meta/term", "meta/storageVersion");

    private final FrozenBackend rows;
    private final DbFilePlan plan;

    private Backup(FrozenBackend rows, DbFilePlan plan) {
        this.rows = rows;
        this.plan = plan;
    }

    /** Of what is published now. */
    public static Backup of(Backend backend) {
        return of(backend.freeze());
    }

    /** Of these rows, which are closed with it, and also if it fails. */
    public static Backup of(FrozenBackend rows) {
        try {
            return new Backup(rows, DbFilePlan.of(buckets(rows)));
        } catch (RuntimeException failed) {
            rows.close();
            throw failed;
        }
    }

    /** All that etcd has (rule 13), also those without rows: it takes for granted that they exist. */
    private static List<BucketRows> buckets(FrozenBackend rows) {
        return List.of(
                new KeyBucket(rows),
                MetaBucket.of(rows),
                new FamilyBucket("lease", rows, Family.LEASE),
                new FamilyBucket("alarm", rows, Family.ALARM),
                new FamilyBucket("cluster", rows, Family.CLUSTER),
                new FamilyBucket("members", rows, Family.MEMBERS),
                new FamilyBucket("members_removed", rows, Family.MEMBERS_REMOVED),
                AuthBucket.of(rows),
                new FamilyBucket("authUsers", rows, Family.AUTH_USERS),
                new FamilyBucket("authRoles", rows, Family.AUTH_ROLES));
    }

    /**
     * A checksum of everything that is stored, but for what tells where this member is in the log and which
     * format it writes (rule 10.6).
     */
    public static int hash(Backend backend) {
        try (FrozenBackend rows = backend.freeze()) {
            CRC32C hash = new CRC32C();
            for (BucketRows bucket : buckets(rows)) {
                add(bucket, hash);
            }
            return (int) hash.getValue();
        }
    }

    private static void add(BucketRows bucket, CRC32C hash) {
        hash.update(bucket.name().getBytes(ISO_8859_1));
        try (RowCursor row = bucket.rows()) {
            while (row.next()) {
                if (!OWN_TO_A_MEMBER.contains(bucket.name() + "/" + new String(row.key(), ISO_8859_1))) {
                    hash.update(row.key());
                    hash.update(row.value());
                }
            }
        }
    }

    /** The exact size of what {@link #writeTo} writes. */
    public long sizeBytes() {
        return plan.sizeBytes();
    }

    /**
     * Writes the database file, without a digest behind it, front to back; as often as wanted. Flushes the stream
     * and does not close it.
     *
     * @throws java.io.UncheckedIOException if the stream fails
     */
    public void writeTo(OutputStream out) {
        plan.writeTo(out);
    }

    @Override
    public void close() {
        rows.close();
    }
}
