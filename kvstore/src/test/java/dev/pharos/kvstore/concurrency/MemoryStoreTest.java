package dev.pharos.kvstore.concurrency;

import static dev.pharos.kvstore.concurrency.MemoryStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {
    private final MemoryStore store = new MemoryStore();
    private final MemoryPairs pairs = store.pairs();

    @Test
    void revisions_of_creation_and_change_are_kept() {
        pairs.put("a", "1");
        pairs.put("a", "2");
        assertThat(pairs.get("a")).hasValueSatisfying(pair -> {
            assertThat(pair.getCreateRevision()).isEqualTo(2);
            assertThat(pair.getModRevision()).isEqualTo(3);
            assertThat(pair.getVersion()).isEqualTo(2);
        });
        pairs.delete("a");
        pairs.put("a", "3");
        assertThat(pairs.get("a").orElseThrow().getCreateRevision()).isEqualTo(5);
    }

    @Test
    void an_answer_comes_in_two_steps() {
        CompletableFuture<RangeResponse> answer = store.range(
                        RangeRequest.newBuilder().setKey(bytes("a")).build())
                .toCompletableFuture();
        store.runRequests();
        pairs.put("a", "1");
        assertThat(answer).isNotDone();
        store.runAll();
        assertThat(answer.join().getKvsCount()).isZero();
    }

    @Test
    void a_watch_tells_of_the_past_and_of_compaction() {
        List<Event> told = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        LocalStore.Watcher watcher = new LocalStore.Watcher() {
            @Override
            public void onEvents(List<Event> events) {
                told.addAll(events);
            }

            @Override
            public void onCanceled(long compactRevision, String reason) {
                ends.add(compactRevision);
            }
        };
        pairs.put("a", "1");
        pairs.put("b", "1");
        pairs.delete("a");
        store.watch(KeyRange.single(Bytes.fromUtf8("a")), 2, watcher);
        store.runAll();
        assertThat(told).extracting(Event::getType).containsExactly(Event.EventType.PUT, Event.EventType.DELETE);
        pairs.compact();
        store.watch(KeyRange.single(Bytes.fromUtf8("a")), 2, watcher);
        store.runAll();
        assertThat(ends).containsExactly(4L);
    }
}
