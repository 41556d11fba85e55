package dev.pharos.kvstore.datadir;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowBatch;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.datadir.Content.RestoredFromBackup;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.RowCursor;
import dev.pharos.kvstore.dbfile.StoredBucket;
import dev.pharos.kvstore.mvcc.StoreImport;
import dev.pharos.raft.codec.MembershipCodec;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Fills a new store with the rows of a database file of etcd. */
final class StoreFilling {
    private static final int BATCH_BYTES = 1 << 20;
    private static final int REVISION_BYTES = 17;
    private static final long NEVER = -1;

    /** Buckets whose rows are ours too. */
    private static final Map<String, Family> SAME_ROWS = Map.of(
            "lease", Family.LEASE,
            "alarm", Family.ALARM,
            "auth", Family.AUTH,
            "authUsers", Family.AUTH_USERS,
            "authRoles", Family.AUTH_ROLES);

    /** What is known of the cluster; it ends with a restore, and goes on with a snapshot. */
    private static final Map<String, Family> CLUSTER_ROWS = Map.of(
            "cluster", Family.CLUSTER,
            "members", Family.MEMBERS,
            "members_removed", Family.MEMBERS_REMOVED);

    private static final String APPLIED_INDEX = "consistent_index";
    private static final String CLUSTER_VERSION = "clusterVersion";

    private final Path database;
    private final Path folder;
    private final BackendOptions options;

    StoreFilling(Path database, Path folder, BackendOptions options) {
        this.database = database;
        this.folder = folder;
        this.options = options;
    }

    /** From a backup. Everything is on disk when this returns. */
    void run(RestoredFromBackup restored) {
        fill((db, backend) -> {
            RowBatch batch = backend.newBatch();
            putCluster(db, batch);
            putMembers(restored, batch);
            putApplied(restored.at(), restored.membership(), batch);
            backend.write(batch);
        });
    }

    /** From what came with a snapshot, which knows best how far it is. Everything is on disk when this returns. */
    void run(Snapshot snapshot, Consumer<Rows> check) {
        fill((db, backend) -> {
            refuseIfAhead(db, snapshot.at().index());
            CLUSTER_ROWS.forEach((bucket, family) -> copy(db, bucket, backend, family));
            RowBatch batch = backend.newBatch();
            putApplied(snapshot.at(), snapshot.membership(), batch);
            backend.write(batch);
            check.accept(backend);
        });
    }

    /** Etcd 3.4 does not count entries here that leave the keys alone, so it may say less. */
    private static void refuseIfAhead(DbFile db, long index) {
        byte[] row = db.get("meta", APPLIED_INDEX.getBytes(UTF_8)).orElse(new byte[Long.BYTES]);
        long found = row.length == Long.BYTES ? ByteBuffer.wrap(row).getLong() : -1;
        if (Long.compareUnsigned(found, index) > 0) {
            throw new IllegalArgumentException("it holds the state at index " + Long.toUnsignedString(found));
        }
    }

    private void fill(BiConsumer<DbFile, Backend> rest) {
        try (DbFile db = DbFile.open(database);
                Backend backend = Backend.open(folder, options)) {
            StoreImport records = StoreImport.into(backend);
            SAME_ROWS.forEach((bucket, family) -> copy(db, bucket, backend, family));
            rest.accept(db, backend);
            addRecords(db, records);
            records.finish(
                    revision(db, StoreImport.SCHEDULED_COMPACTION), revision(db, StoreImport.FINISHED_COMPACTION));
        }
    }

    private static void copy(DbFile db, String bucket, Backend backend, Family family) {
        RowBatch batch = backend.newBatch();
        db.bucket(bucket).ifPresent(found -> {
            try (RowCursor rows = found.rows()) {
                while (rows.next()) {
                    batch.put(family, rows.key(), rows.value());
                    if (batch.byteCount() >= BATCH_BYTES) {
                        backend.write(batch);
                        batch.clear();
                    }
                }
            }
        });
        backend.write(batch);
    }

    /** A backup of a later release: the members decide anew, and they are of this release. */
    private static void putCluster(DbFile db, RowBatch batch) {
        db.get("cluster", CLUSTER_VERSION.getBytes(UTF_8)).ifPresent(stored -> {
            String version = new String(stored, UTF_8);
            String known = isLater(version) ? Versions.CLUSTER : version;
            batch.put(Family.CLUSTER, CLUSTER_VERSION.getBytes(UTF_8), known.getBytes(UTF_8));
        });
    }

    private static boolean isLater(String version) {
        int[] theirs = numbers(version);
        int[] ours = numbers(Versions.CLUSTER);
        return Arrays.compare(theirs, ours) > 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static void putMembers(RestoredFromBackup restored, RowBatch batch) {
        for (Member member : restored.members()) {
            batch.put(
                    Family.MEMBERS,
                    member.hexId().getBytes(UTF_8),
                    MemberJson.write(member).getBytes(UTF_8));
        }
    }

    private static void putApplied(EntryId at, Membership membership, RowBatch batch) {
        ProtoWriter encoded = new ProtoWriter();
        MembershipCodec.write(membership, encoded);
        put(batch, APPLIED_INDEX, bigEndian(at.index()));
        put(batch, "term", bigEndian(at.term()));
        put(batch, "membership", encoded.toPayload().array());
    }

    private static void put(RowBatch batch, String name, byte[] value) {
        batch.put(Family.META, name.getBytes(UTF_8), value);
    }

    private static byte[] bigEndian(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private void addRecords(DbFile db, StoreImport records) {
        FillProgress progress = new FillProgress("taking in " + database, fileBytes(), System::nanoTime);
        StoredBucket bucket = db.bucket("key")
                .orElseThrow(() -> new IllegalArgumentException("it has no bucket \"key\", so it is none of an etcd"));
        try (RowCursor rows = bucket.rows()) {
            while (rows.next()) {
                byte[] value = rows.value();
                // A restore that raises revisions leaves a row without content at the new revision.
                if (value.length > 0) {
                    records.add(Bytes.wrapUnsafe(rows.key()), Bytes.wrapUnsafe(value));
                }
                progress.read(value.length);
            }
        }
    }

    private long fileBytes() {
        try {
            return Files.size(database);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Of a compaction; the row has the form of a record's key, with a revision that may be 0. */
    private static long revision(DbFile db, String name) {
        byte[] row = db.get("meta", name.getBytes(UTF_8)).orElse(null);
        if (row == null) {
            return NEVER;
        }
        if (row.length != REVISION_BYTES) {
            throw new IllegalArgumentException(name + " has " + row.length + " bytes");
        }
        return ByteBuffer.wrap(row).getLong();
    }
}
