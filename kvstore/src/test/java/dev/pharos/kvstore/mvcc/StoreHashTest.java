package dev.pharos.kvstore.mvcc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreHashTest {
    private final ModelStore model = new ModelStore();

    @TempDir
    private Path folder;

    @Test
    void the_hash_of_a_compaction_is_that_of_the_state_before_it() {
        try (StoreUnderTest tested = new StoreUnderTest(folder, StoreUnderTest.SMALL_STEPS)) {
            MvccStore store = tested.store();
            Random random = new Random(3);
            TreeMap<Long, HashResult> expected = new TreeMap<>();
            for (int round = 0; round < 14; round++) {
                change(store, random);
                long revision = model.revision() - random.nextInt(3);
                expected.put(revision, model.hashOfCompaction(revision));
                model.compact(revision);
                CompletableFuture<Void> done = store.compact(revision);
                store.publish();
                if (round % 2 == 0) {
                    done.join();
                }
            }
            while (expected.size() > 10) {
                long forgotten = expected.firstKey();
                expected.remove(forgotten);
                assertThatThrownBy(() -> store.hash().hashKv(forgotten)).isInstanceOf(Refusal.class);
            }
            expected.forEach((revision, hash) ->
                    assertThat(store.hash().hashKv(revision)).isEqualTo(hash));
            assertThatThrownBy(() -> store.hash().hashKv(model.revision() + 1)).isInstanceOf(Refusal.class);
            tested.restart();
            assertThat(tested.store().hash().hashKv(0)).isEqualTo(model.hash(model.revision()));
        }
    }

    private void change(MvccStore store, Random random) {
        RandomRequests requests = new RandomRequests(random);
        for (int i = 0; i < 6; i++) {
            WriteTxn txn = store.begin();
            ModelStore.Txn expected = model.begin();
            if (i % 3 == 2) {
                KeyRange range = requests.range();
                txn.delete(range);
                expected.delete(range);
            } else {
                Bytes key = requests.key();
                Bytes value = requests.value();
                txn.put(key, value, 0);
                expected.put(key, value, 0);
            }
            txn.end();
            expected.end();
        }
        store.publish();
    }

    @Test
    void the_hash_of_everything_goes_through_the_buckets_by_name() {
        try (StoreUnderTest tested = new StoreUnderTest(folder, StoreOptions.DEFAULT)) {
            MvccStore store = tested.store();
            store.stage(Family.LEASE, new byte[] {1}, new byte[] {2});
            store.stage(Family.AUTH, new byte[] {3}, new byte[] {4});
            change(store, new Random(5));
            CRC32C crc = new CRC32C();
            crc.update("alarmauth".getBytes(UTF_8));
            crc.update(new byte[] {3, 4});
            crc.update("authRolesauthUsersclusterkey".getBytes(UTF_8));
            model.events().forEach(event -> {
                crc.update(ModelStore.row(event).key().toByteArray());
                crc.update(ModelStore.row(event).value().toByteArray());
            });
            crc.update("lease".getBytes(UTF_8));
            crc.update(new byte[] {1, 2});
            crc.update("membersmembers_removedmetaconfState{}".getBytes(UTF_8));
            TreeMap<Bytes, Bytes> meta = new TreeMap<>();
            meta.put(Bytes.fromUtf8("confState"), Bytes.fromUtf8("{}"));
            assertThat(store.hash().hash(meta)).isEqualTo((int) crc.getValue());
        }
    }
}
