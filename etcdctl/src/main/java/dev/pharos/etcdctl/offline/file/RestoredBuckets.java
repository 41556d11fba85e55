package dev.pharos.etcdctl.offline.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.kvstore.backup.ConfState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.RowCursor;
import dev.pharos.kvstore.dbfile.SmallBucket;
import dev.pharos.kvstore.dbfile.StoredBucket;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.mvcc.StoreImport;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.value.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a backup as they are in a restored folder: all that clients put there, and a cluster of its own. */
final class RestoredBuckets {
    /** A server takes for granted that all of them exist. */
    private static final List<String> ALL = List.of(
            "alarm", "auth", "authRoles", "authUsers", "cluster", "key", "lease", "members", "members_removed", "meta");

    private static final String RECORDS = "key";
    private static final String META = "meta";

    private final Map<String, BucketRows> buckets = new LinkedHashMap<>();
    private final StoredBucket records;
    private final Map<String, byte[]> meta;

    private RestoredBuckets(DbFile source) {
        this.records = source.bucket(RECORDS)
                .orElseThrow(() -> ToolFailure.error("the file has no bucket \"key\", so it is none of an etcd"));
        this.meta = DatabaseFile.rows(source, META);
        ALL.forEach(name -> buckets.put(name, new SmallBucket(name, Map.of())));
        source.buckets().forEach(bucket -> buckets.put(bucket.name(), bucket));
    }

    /** Without the cluster that the backup was taken of, and applied up to the entries that found the new one. */
    static RestoredBuckets of(DbFile source, Founding founding) {
        RestoredBuckets restored = new RestoredBuckets(source);
        restored.found(founding);
        return restored;
    }

    private void found(Founding founding) {
        Map<String, byte[]> members = new TreeMap<>();
        for (Member member : founding.members()) {
            members.put(member.hexId(), MemberJson.write(member).getBytes(UTF_8));
        }
        buckets.put("members", new SmallBucket("members", members));
        buckets.put("members_removed", new SmallBucket("members_removed", Map.of()));
        meta.put("consistent_index", bigEndian(RestoredLog.at(founding).index()));
        meta.put("term", bigEndian(RestoredLog.at(founding).term()));
        meta.put("confState", ConfState.toJson(founding.membership()).getBytes(UTF_8));
        buckets.put(META, new SmallBucket(META, meta));
    }

    /** The last revision that the backup has. */
    long lastRevision() {
        long last = 0;
        try (RowCursor row = records.rows()) {
            while (row.next()) {
                last = StorageRow.placeOf(Bytes.wrapUnsafe(row.key())).revision();
            }
        }
        return last;
    }

    /** Makes a revision the last one, and all before it compacted. */
    void raiseTo(long revision) {
        byte[] row = StorageRow.key(Kind.PUT, new Place(revision, 0)).toByteArray();
        meta.put(StoreImport.SCHEDULED_COMPACTION, row);
        buckets.put(META, new SmallBucket(META, meta));
        buckets.put(RECORDS, new LengthenedBucket(records, Bytes.wrapUnsafe(row)));
    }

    List<BucketRows> all() {
        return new ArrayList<>(buckets.values());
    }

    private static byte[] bigEndian(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
