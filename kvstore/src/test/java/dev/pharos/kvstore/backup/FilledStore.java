package dev.pharos.kvstore.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.mvcc.LeaseRows;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.kvstore.mvcc.WriteTxn;
import dev.pharos.raft.codec.MembershipCodec;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.model.Membership;
import dev.pharos.wire.proto.leasepb.Lease;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/** A store in a folder, with rows of every kind as a running member keeps them. */
public final class FilledStore implements AutoCloseable {
    /** What is only remembered of compactions is lost with the process, and so in no backup. */
    private static final StoreOptions WITHOUT_HASHES = new StoreOptions(1000, Duration.ZERO, 0);

    public static final BackendOptions LITTLE_MEMORY = new BackendOptions(4 << 20, 4 << 20, 2);
    private static final int KEYS = 20;

    private final Backend backend;
    private final MvccStore store;

    private FilledStore(Path folder) {
        this.backend = Backend.open(folder, LITTLE_MEMORY);
        this.store = MvccStore.open(backend, WITHOUT_HASHES, LeaseRows.IGNORED);
    }

    public static FilledStore open(Path folder) {
        return new FilledStore(folder);
    }

    public Backend backend() {
        return backend;
    }

    public MvccStore store() {
        return store;
    }

    /** Transactions by chance, and now and then a compaction, the last one not at the end. */
    public FilledStore change(Random chance, int transactions) {
        for (int i = 0; i < transactions; i++) {
            WriteTxn txn = store.begin();
            int changes = 1 + chance.nextInt(3);
            for (int sub = 0; sub < changes; sub++) {
                change(chance, txn, sub);
            }
            txn.end();
            if (chance.nextInt(4) == 0) {
                store.publish();
            }
            if (chance.nextInt(40) == 0) {
                compact(chance);
            }
        }
        store.publish();
        return this;
    }

    private void change(Random chance, WriteTxn txn, int sub) {
        Bytes key = Bytes.fromUtf8("key-" + sub + "-" + chance.nextInt(KEYS));
        if (chance.nextInt(4) == 0) {
            txn.delete(KeyRange.from(key, Bytes.fromUtf8("key-" + sub + "-9")));
        } else {
            Bytes value = Bytes.fromUtf8("v".repeat(chance.nextInt(9) == 0 ? 6000 : chance.nextInt(90)));
            txn.put(key, value, chance.nextInt(3) == 0 ? 1 + chance.nextInt(3) : 0);
        }
    }

    private void compact(Random chance) {
        long compacted = Math.max(0, store.compactRevision());
        store.publish();
        long revision = compacted + 1 + chance.nextInt((int) (store.revision() - compacted));
        if (revision <= store.revision()) {
            compactAt(revision);
        }
    }

    public void compactAt(long revision) {
        var done = store.compact(revision);
        store.publish();
        try {
            done.join();
        } catch (CancellationException canceled) {
            throw new AssertionError("the compactor failed", store.failure().join());
        }
    }

    public FilledStore put(String key, String value) {
        WriteTxn txn = store.begin();
        txn.put(Bytes.fromUtf8(key), Bytes.fromUtf8(value), 0);
        txn.end();
        store.publish();
        return this;
    }

    /** Leases 1 to {@code count}, of that many thousand seconds. */
    public FilledStore grant(int count) {
        for (long id = 1; id <= count; id++) {
            Lease lease = Lease.newBuilder().setID(id).setTTL(id * 1000).build();
            row(Family.LEASE, bigEndian(id), lease.toByteArray());
        }
        store.publish();
        return this;
    }

    public FilledStore applied(long index, long term, Membership membership) {
        ProtoWriter encoded = new ProtoWriter();
        MembershipCodec.write(membership, encoded);
        row(Family.META, "consistent_index", bigEndian(index));
        row(Family.META, "term", bigEndian(term));
        row(Family.META, "membership", encoded.toPayload().array());
        store.publish();
        return this;
    }

    public FilledStore cluster(String version, Member... members) {
        row(Family.CLUSTER, "clusterVersion", version.getBytes(UTF_8));
        for (Member member : members) {
            row(Family.MEMBERS, member.hexId(), MemberJson.write(member).getBytes(UTF_8));
        }
        row(Family.MEMBERS_REMOVED, "abc", "removed".getBytes(UTF_8));
        store.publish();
        return this;
    }

    public void row(Family family, String key, byte[] value) {
        row(family, key.getBytes(UTF_8), value);
    }

    public void row(Family family, byte[] key, byte[] value) {
        store.stage(family, key, value);
    }

    public static byte[] bigEndian(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** All pairs at every revision that can be read. */
    public Map<Long, List<Bytes>> everything() {
        Map<Long, List<Bytes>> all = new TreeMap<>();
        for (long revision = firstReadable(); revision <= store.revision(); revision++) {
            all.put(revision, at(revision).stream().map(KeyValue::encoded).toList());
        }
        return all;
    }

    public long firstReadable() {
        return Math.max(1, store.compactRevision());
    }

    public List<KeyValue> at(long revision) {
        return store.view().range(RangeQuery.of(KeyRange.all()).at(revision)).kvs();
    }

    /** By revision; 0 for the newest. The compact revision is none that etcd 3.4 would hash at. */
    public Map<Long, Integer> hashes() {
        Map<Long, Integer> hashes = new TreeMap<>();
        hashes.put(0L, store.hash().hashKv(0).hash());
        for (long revision = firstReadable() + 1; revision <= store.revision(); revision++) {
            hashes.put(revision, store.hash().hashKv(revision).hash());
        }
        return hashes;
    }

    /** The database file alone. */
    public Path backup(Path file) {
        try (Backup backup = Backup.of(backend);
                OutputStream out = Files.newOutputStream(file)) {
            backup.writeTo(out);
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        store.close();
        backend.close();
    }
}
