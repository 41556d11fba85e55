package dev.pharos.kvstore.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.SmallBucket;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.mvcc.record.MetaRow;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.raft.codec.MembershipCodec;
import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.model.Payload;
import java.util.HashMap;
import java.util.Map;

/**
 * etcd's bucket {@code meta}: how far the log is applied, who votes, what was compacted. The family of that name
 * has most of it under names and in forms of its own, which are not for others to see.
 */
final class MetaBucket {
    private static final String APPLIED_INDEX = "consistent_index";
    private static final String APPLIED_TERM = "term";
    private static final String MEMBERSHIP = "membership";
    private static final String CLUSTER_VERSION = "clusterVersion";
    private static final long NEVER = -1;

    private MetaBucket() {}

    static BucketRows of(Rows rows) {
        Map<String, byte[]> content = new HashMap<>();
        content.put(APPLIED_INDEX, new byte[Long.BYTES]);
        copy(rows, APPLIED_INDEX, content);
        copy(rows, APPLIED_TERM, content);
        byte[] membership = rows.get(Family.META, MEMBERSHIP.getBytes(UTF_8));
        if (membership != null) {
            content.put("confState", confState(membership));
        }
        byte[] clusterVersion = rows.get(Family.CLUSTER, CLUSTER_VERSION.getBytes(UTF_8));
        if (clusterVersion != null && hasStorageVersion(new String(clusterVersion, UTF_8))) {
            content.put("storageVersion", Versions.STORAGE.getBytes(UTF_8));
        }
        putRevision("scheduledCompactRev", MetaRow.SCHEDULED_COMPACTION.get(rows, NEVER), content);
        putRevision("finishedCompactRev", MetaRow.FINISHED_COMPACTION.get(rows, NEVER), content);
        return new SmallBucket("meta", content);
    }

    /** Since 3.6; older members would not raise it when they come to that release. */
    private static boolean hasStorageVersion(String clusterVersion) {
        String[] parts = clusterVersion.split("\\.", -1);
        int major = Integer.parseInt(parts[0]);
        return major > 3 || (major == 3 && Integer.parseInt(parts[1]) >= 6);
    }

    private static void copy(Rows rows, String name, Map<String, byte[]> content) {
        byte[] value = rows.get(Family.META, name.getBytes(UTF_8));
        if (value != null) {
            content.put(name, value);
        }
    }

    private static byte[] confState(byte[] membership) {
        ProtoReader in = new ProtoReader(Payload.wrap(membership));
        return ConfState.toJson(MembershipCodec.read(in)).getBytes(UTF_8);
    }

    private static void putRevision(String name, long revision, Map<String, byte[]> content) {
        if (revision != NEVER) {
            content.put(name, StorageRow.key(Kind.PUT, new Place(revision, 0)).toByteArray());
        }
    }
}
