package dev.pharos.etcdctl.offline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.DbFilePlan;
import dev.pharos.kvstore.dbfile.SmallBucket;
import dev.pharos.kvstore.dbfile.SnapshotFile;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.Event.Place;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.proto.leasepb.Lease;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small backups, the same ones every time, so that what tools say of them can be written down. */
final class SampleFiles {
    /** Of the last change in {@code sample.db}. */
    static final long REVISION = 9;

    /** {@code sample.db} is compacted here. */
    static final long COMPACTED = 4;

    static final long LEASE = 77;

    private static final String OLD_MEMBER = "8e9e05c52164694d";

    private SampleFiles() {}

    /**
     * Writes them into a folder: {@code sample.db} is a backup of etcd 3.6, {@code old.db} one of 3.5 without a
     * compaction, {@code keys.db} and {@code old-keys.db} are the same with no key on a lease, {@code empty.db} is one
     * without a key; {@code plain.db} lacks the digest, that of {@code broken.db} is
     * wrong, {@code text.db} is no backup at all, {@code cut.db} only the beginning of one.
     */
    static void writeInto(Path folder) throws IOException {
        write(folder.resolve("sample.db"), buckets(history(LEASE), meta(true)));
        write(folder.resolve("old.db"), buckets(history(LEASE), meta(false)));
        write(folder.resolve("keys.db"), buckets(history(0), meta(true)));
        write(folder.resolve("old-keys.db"), buckets(history(0), meta(false)));
        write(folder.resolve("empty.db"), buckets(Map.of(), new TreeMap<>()));
        byte[] sample = Files.readAllBytes(folder.resolve("sample.db"));
        byte[] plain = java.util.Arrays.copyOf(sample, sample.length - SnapshotFile.DIGEST_BYTES);
        Files.write(folder.resolve("plain.db"), plain);
        byte[] broken = sample.clone();
        java.util.Arrays.fill(broken, sample.length - SnapshotFile.DIGEST_BYTES, sample.length, (byte) 7);
        Files.write(folder.resolve("broken.db"), broken);
        Files.writeString(folder.resolve("text.db"), "hello\n");
        Files.write(folder.resolve("cut.db"), java.util.Arrays.copyOf(sample, 5000));
    }

    private static void write(Path file, List<BucketRows> buckets) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            SnapshotFile.write(DbFilePlan.of(buckets), out);
        }
    }

    private static List<BucketRows> buckets(Map<String, byte[]> history, Map<String, byte[]> meta) {
        byte[] lease = Lease.newBuilder().setID(LEASE).setTTL(3600).build().toByteArray();
        byte[] member = ("{\"id\":" + Long.toUnsignedString(Long.parseUnsignedLong(OLD_MEMBER, 16))
                        + ",\"peerURLs\":[\"http://localhost:2380\"],\"name\":\"old\",\"clientURLs\":[\"http://c:1\"]}")
                .getBytes(UTF_8);
        return List.of(
                new SmallBucket("key", history),
                new SmallBucket("meta", meta),
                new SmallBucket("lease", Map.of(name(bigEndian(LEASE)), lease)),
                new SmallBucket("alarm", Map.of()),
                new SmallBucket("cluster", Map.of("clusterVersion", "3.6.0".getBytes(UTF_8))),
                new SmallBucket("members", Map.of(OLD_MEMBER, member)),
                new SmallBucket("members_removed", Map.of("abc", "removed".getBytes(UTF_8))),
                new SmallBucket("auth", Map.of("authEnabled", new byte[] {0}, "authRevision", bigEndian(1))),
                new SmallBucket("authUsers", Map.of()),
                new SmallBucket("authRoles", Map.of()));
    }

    private static Map<String, byte[]> meta(boolean isCompacted) {
        Map<String, byte[]> meta = new TreeMap<>();
        meta.put("consistent_index", bigEndian(19));
        meta.put("term", bigEndian(2));
        meta.put("confState", "{\"voters\":[10276657743932975437],\"auto_leave\":false}".getBytes(UTF_8));
        if (isCompacted) {
            meta.put("storageVersion", "3.6.0".getBytes(UTF_8));
            byte[] at = StorageRow.key(Kind.PUT, new Place(COMPACTED, 0)).toByteArray();
            meta.put("scheduledCompactRev", at);
            meta.put("finishedCompactRev", at);
        }
        return meta;
    }

    /** As a compaction at 4 leaves it. */
    private static Map<String, byte[]> history(long lease) {
        Map<String, byte[]> rows = new TreeMap<>();
        put(rows, new Place(2, 0), "a", "one", new Facts(2, 2, 1, 0));
        put(rows, new Place(4, 0), "b", "two", new Facts(3, 4, 2, 0));
        put(rows, new Place(5, 0), "c", "three", new Facts(5, 5, 1, lease));
        put(rows, new Place(6, 0), "a", "four", new Facts(2, 6, 2, 0));
        put(rows, new Place(6, 1), "d", "five", new Facts(6, 6, 1, 0));
        delete(rows, new Place(7, 0), "b");
        put(rows, new Place(8, 0), "e", "x".repeat(5000), new Facts(8, 8, 1, 0));
        put(rows, new Place(REVISION, 0), "b", "again", new Facts(9, 9, 1, lease));
        return rows;
    }

    private static void put(Map<String, byte[]> rows, Place place, String key, String value, Facts facts) {
        KeyValue kv = KeyValue.of(Bytes.fromUtf8(key), Bytes.fromUtf8(value), facts);
        rows.put(
                name(StorageRow.key(Kind.PUT, place).toByteArray()),
                kv.encoded().toByteArray());
    }

    private static void delete(Map<String, byte[]> rows, Place place, String key) {
        rows.put(
                name(StorageRow.key(Kind.DELETE, place).toByteArray()),
                KeyValue.tombstone(Bytes.fromUtf8(key)).encoded().toByteArray());
    }

    private static String name(byte[] key) {
        return new String(key, ISO_8859_1);
    }

    private static byte[] bigEndian(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
