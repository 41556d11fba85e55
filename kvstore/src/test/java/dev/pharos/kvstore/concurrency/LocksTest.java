package dev.pharos.kvstore.concurrency;

import static dev.pharos.kvstore.concurrency.MemoryStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.v3lockpb.LockRequest;
import dev.pharos.wire.proto.v3lockpb.LockResponse;
import dev.pharos.wire.proto.v3lockpb.UnlockRequest;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocksTest {
    private final MemoryStore store = new MemoryStore();
    private final MemoryPairs pairs = store.pairs();
    private final Locks locks = new Locks(store);

    @BeforeEach
    void leases() {
        for (long lease = 1; lease <= 40; lease++) {
            pairs.addLease(lease);
        }
        pairs.addLease(0x1a2b);
        pairs.addLease(-255);
    }

    @Test
    void the_key_is_the_name_and_the_lease_in_hex() {
        LockResponse held = held(lock("door", 0x1a2b));
        assertThat(held.getKey()).isEqualTo(bytes("door/1a2b"));
        assertThat(held.getHeader()).isEqualTo(pairs.header());
        assertThat(pairs.get("door/1a2b")).hasValueSatisfying(pair -> {
            assertThat(pair.getLease()).isEqualTo(0x1a2b);
            assertThat(pair.getValue().isEmpty()).isTrue();
        });
    }

    @Test
    void an_empty_name_and_a_negative_lease_are_taken_as_they_are() {
        assertThat(held(lock("", -255)).getKey()).isEqualTo(bytes("/-ff"));
    }

    @Test
    void the_same_lease_again_is_answered_at_once() {
        held(lock("door", 1));
        long before = pairs.revision();
        assertThat(held(lock("door", 1)).getKey()).isEqualTo(bytes("door/1"));
        assertThat(pairs.revision()).isEqualTo(before);
    }

    @Test
    void without_a_lease_one_of_60_seconds_is_made() {
        LockResponse held = held(lock("door", 0));
        assertThat(held.getKey()).isEqualTo(bytes("door/6001"));
        assertThat(pairs.ttls()).containsEntry(0x6001L, 60L);
        assertThat(pairs.get("door/6001").orElseThrow().getLease()).isEqualTo(0x6001);
    }

    @Test
    void an_unknown_lease_is_refused() {
        assertThat(failure(lock("door", 99))).hasMessage(EtcdError.LEASE_NOT_FOUND.message());
    }

    @Test
    void an_unlock_deletes_the_key_and_a_missing_one_is_fine() {
        held(lock("door", 1));
        UnlockRequest request =
                UnlockRequest.newBuilder().setKey(bytes("door/1")).build();
        for (int i = 0; i < 2; i++) {
            var unlocked = locks.unlock(request).toCompletableFuture();
            store.runAll();
            assertThat(unlocked).isCompleted();
            assertThat(unlocked.join().getHeader()).isEqualTo(pairs.header());
        }
        assertThat(pairs.keys()).isEmpty();
    }

    @Test
    void who_comes_later_waits_until_all_before_are_gone() {
        held(lock("door", 1));
        Pending<LockResponse> second = lock("door", 2);
        waits(second);
        Pending<LockResponse> third = lock("door", 3);
        pairs.delete("door/2");
        assertThat(failure(second)).hasMessage(EtcdError.LOCK_SESSION_EXPIRED.message());
        waits(third);
        pairs.delete("door/1");
        LockResponse held = held(third);
        assertThat(held.getHeader().getRevision()).isEqualTo(pairs.revision());
        assertThat(store.openWatches()).isZero();
    }

    @Test
    void any_older_key_under_the_name_takes_part() {
        pairs.put("door/foreign", "x");
        pairs.put("doorstep", "x");
        Pending<LockResponse> lock = lock("door", 1);
        waits(lock);
        pairs.put("door/foreign", "y");
        waits(lock);
        pairs.delete("door/foreign");
        held(lock);
    }

    @Test
    void who_waits_is_told_at_once_when_its_lease_is_gone() {
        held(lock("door", 1));
        Pending<LockResponse> second = lock("door", 2);
        waits(second);
        pairs.expire(2);
        assertThat(failure(second)).hasMessage(EtcdError.LOCK_SESSION_EXPIRED.message());
        assertThat(store.openWatches()).isZero();
        assertThat(pairs.keys()).containsExactly("door/1");
    }

    @Test
    void a_key_that_was_made_anew_is_not_the_one_that_waited() {
        held(lock("door", 1));
        Pending<LockResponse> second = lock("door", 2);
        waits(second);
        pairs.delete("door/2");
        pairs.put("door/2", "");
        assertThat(failure(second)).hasMessage(EtcdError.LOCK_SESSION_EXPIRED.message());
        assertThat(pairs.keys()).containsExactly("door/1", "door/2");
    }

    @Test
    void a_lease_that_is_gone_when_the_older_keys_end_holds_nothing() {
        held(lock("door", 1));
        Pending<LockResponse> second = lock("door", 2);
        waits(second);
        pairs.expire(1);
        pairs.expire(2);
        assertThat(failure(second)).hasMessage(EtcdError.LOCK_SESSION_EXPIRED.message());
    }

    @Test
    void a_caller_that_goes_away_while_it_waits_leaves_no_key() {
        held(lock("door", 1));
        Pending<LockResponse> second = lock("door", 2);
        waits(second);
        second.cancel();
        assertThat(failure(second)).hasMessageContaining("context canceled");
        assertThat(pairs.keys()).containsExactly("door/1");
        assertThat(store.openWatches()).isZero();
    }

    @Test
    void a_caller_that_goes_away_before_its_key_is_known_to_be_there_leaves_none() {
        Pending<LockResponse> lock = lock("door", 1);
        store.runRequests();
        lock.cancel();
        failure(lock);
        assertThat(pairs.keys()).isEmpty();
    }

    @Test
    void a_caller_that_goes_away_does_not_take_a_hold_that_it_had_before() {
        held(lock("door", 1));
        Pending<LockResponse> again = lock("door", 1);
        store.runRequests();
        again.cancel();
        failure(again);
        assertThat(pairs.keys()).containsExactly("door/1");
    }

    @Test
    void to_go_away_from_a_lock_that_is_held_does_nothing() {
        Pending<LockResponse> lock = lock("door", 1);
        held(lock);
        lock.cancel();
        store.runAll();
        assertThat(pairs.keys()).containsExactly("door/1");
    }

    @Test
    void a_compaction_makes_it_look_again() {
        held(lock("door", 1));
        Pending<LockResponse> second = lock("door", 2);
        store.runRequests();
        waits(second);
        pairs.put("other", "1");
        pairs.delete("door/1");
        pairs.put("other", "2");
        pairs.compact();
        held(second);
    }

    @Test
    void a_watch_that_ends_for_another_reason_ends_the_wait() {
        held(lock("door", 1));
        Pending<LockResponse> second = lock("door", 2);
        waits(second);
        store.cancelWatches("etcdserver: permission denied");
        assertThat(CallFailure.of(failure(second)).getStatus())
                .extracting(Status::getCode, Status::getDescription)
                .containsExactly(Status.Code.UNKNOWN, "etcdserver: permission denied");
        assertThat(pairs.keys()).containsExactly("door/1");
    }

    @Test
    void a_read_that_fails_ends_the_wait_when_the_key_is_deleted() {
        held(lock("door", 1));
        Pending<LockResponse> second = lock("door", 2);
        waits(second);
        store.failNext(EtcdError.LEADER_CHANGED.toException());
        pairs.delete("door/1");
        assertThat(failure(second)).hasMessageContaining(EtcdError.LEADER_CHANGED.message());
        assertThat(pairs.keys()).isEmpty();
    }

    /** Whatever comes first of what can happen: one holds at a time, in the order in which their keys were made. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void many_contenders_hold_one_after_the_other_in_order(long seed) {
        Random random = new Random(seed);
        Map<Long, Pending<LockResponse>> contenders = new LinkedHashMap<>();
        List<Long> handOvers = new ArrayList<>();
        long lease = 0;
        while (lease < 40 || !contenders.isEmpty()) {
            if (lease < 40 && random.nextInt(8) == 0) {
                contenders.put(++lease, lock("door", lease));
            } else if (random.nextInt(60) == 0) {
                long victim = 1L + random.nextInt(40);
                if (random.nextBoolean()) {
                    pairs.expire(victim);
                } else if (contenders.containsKey(victim)) {
                    contenders.get(victim).cancel();
                }
            } else if (random.nextInt(100) == 0) {
                pairs.compact();
            } else if (!store.step(random) || random.nextInt(10) == 0) {
                release(contenders, handOvers);
            }
        }
        assertThat(handOvers).isSorted().hasSizeGreaterThan(1);
        store.runAll();
        assertThat(pairs.keys()).isEmpty();
        assertThat(store.openWatches()).isZero();
    }

    /** Notes whoever holds, by the revision of its key, and lets go of it. */
    private void release(Map<Long, Pending<LockResponse>> contenders, List<Long> handOvers) {
        List<Long> holders = new ArrayList<>();
        contenders.entrySet().removeIf(entry -> {
            CompletableFuture<LockResponse> outcome = entry.getValue().outcome().toCompletableFuture();
            String key = "door/" + Long.toHexString(entry.getKey());
            // A holder whose lease has ended since does not hold any more, though it was told so.
            if (outcome.isDone()
                    && !outcome.isCompletedExceptionally()
                    && pairs.get(key).isPresent()) {
                holders.add(pairs.get(key).get().getCreateRevision());
                pairs.delete(key);
            }
            return outcome.isDone();
        });
        assertThat(holders).hasSizeLessThanOrEqualTo(1);
        handOvers.addAll(holders);
    }

    private Pending<LockResponse> lock(String name, long lease) {
        return locks.lock(
                LockRequest.newBuilder().setName(bytes(name)).setLease(lease).build());
    }

    private LockResponse held(Pending<LockResponse> lock) {
        store.runAll();
        assertThat(lock.outcome().toCompletableFuture()).isCompleted();
        return lock.outcome().toCompletableFuture().join();
    }

    private void waits(Pending<LockResponse> lock) {
        store.runAll();
        assertThat(lock.outcome().toCompletableFuture()).isNotDone();
    }

    private Throwable failure(Pending<LockResponse> lock) {
        store.runAll();
        Throwable failure =
                lock.outcome().handle((held, why) -> why).toCompletableFuture().getNow(null);
        assertThat(failure).isNotNull();
        return failure.getCause() == null ? failure : failure.getCause();
    }
}
