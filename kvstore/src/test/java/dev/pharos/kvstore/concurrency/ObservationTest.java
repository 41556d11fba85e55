package dev.pharos.kvstore.concurrency;

import static dev.pharos.kvstore.concurrency.MemoryStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.v3electionpb.LeaderRequest;
import dev.pharos.wire.proto.v3electionpb.LeaderResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {
    private final MemoryStore store = new MemoryStore();
    private final MemoryPairs pairs = store.pairs();
    private final Sink sink = new Sink();
    private final Observation observation = new Elections(store)
            .observe(LeaderRequest.newBuilder().setName(bytes("chair")).build(), sink);

    @Test
    void it_tells_who_leads_and_what_the_leader_proclaims() {
        pairs.put("chair/1", "a");
        pairs.put("chair/2", "b");
        start();
        pairs.put("chair/1", "c");
        pairs.put("chair/2", "not the leader's");
        pairs.put("chair/1", "d");
        store.runAll();
        assertThat(sink.values()).containsExactly("a", "c", "d");
        assertThat(sink.told.get(1).getHeader())
                .isEqualTo(pairs.header().toBuilder()
                        .setRevision(sink.told.get(1).getKv().getModRevision())
                        .build());
    }

    @Test
    void it_waits_for_the_first_leader() {
        start();
        pairs.put("chairman", "x");
        store.runAll();
        assertThat(sink.told).isEmpty();
        pairs.put("chair/1", "a");
        pairs.put("chair/1", "b");
        store.runAll();
        assertThat(sink.values()).containsExactly("a", "b");
    }

    @Test
    void it_goes_on_with_the_next_leader() {
        pairs.put("chair/1", "a");
        pairs.put("chair/2", "b");
        start();
        pairs.delete("chair/1");
        store.runAll();
        pairs.delete("chair/2");
        store.runAll();
        pairs.put("chair/3", "c");
        store.runAll();
        assertThat(sink.values()).containsExactly("a", "b", "c");
        assertThat(store.openWatches()).isEqualTo(1);
    }

    @Test
    void a_compaction_makes_it_look_again() {
        pairs.put("chair/1", "a");
        start();
        pairs.put("chair/1", "unseen");
        pairs.put("chair/1", "b");
        pairs.put("other", "x");
        pairs.compact();
        store.runAll();
        pairs.put("chair/1", "c");
        store.runAll();
        assertThat(sink.values()).containsExactly("a", "b", "c");
    }

    @Test
    void a_slow_sink_holds_few_answers_and_misses_none() {
        sink.ready = false;
        pairs.put("chair/1", "0");
        start();
        for (int i = 1; i <= 1000; i++) {
            pairs.put("chair/1", "" + i);
            store.runAll();
        }
        assertThat(sink.told).isEmpty();
        assertThat(store.openWatches()).isZero();
        sink.ready = true;
        observation.resume();
        store.runAll();
        assertThat(sink.values()).hasSize(1001).startsWith("0", "1", "2").endsWith("999", "1000");
    }

    @Test
    void it_ends_without_a_word_when_it_is_closed() {
        pairs.put("chair/1", "a");
        start();
        observation.close();
        pairs.put("chair/1", "b");
        store.runAll();
        assertThat(sink.values()).containsExactly("a");
        assertThat(sink.failure).isNull();
        assertThat(store.openWatches()).isZero();
    }

    @Test
    void it_fails_when_the_store_does() {
        store.failNext(EtcdError.NO_LEADER.toException());
        start();
        assertThat(sink.failure).hasMessageContaining(EtcdError.NO_LEADER.message());
    }

    @Test
    void it_fails_when_its_watch_is_taken_away() {
        start();
        store.cancelWatches("etcdserver: permission denied");
        store.runAll();
        assertThat(sink.failure).hasMessageContaining("permission denied");
        assertThat(store.openWatches()).isZero();
    }

    /** Whatever comes first of what can happen: leaders come in the order of their keys, values in that of theirs. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_it_tells_never_goes_back_and_ends_with_the_present_leader(long seed) {
        Random random = new Random(seed);
        observation.start();
        for (int step = 0; step < 3000; step++) {
            String key = "chair/" + random.nextInt(4);
            switch (random.nextInt(12)) {
                case 0 -> pairs.put(key, "" + step);
                case 1 -> pairs.delete(key);
                case 2 -> {
                    if (random.nextInt(10) == 0) {
                        pairs.compact();
                    }
                }
                case 3 -> {
                    sink.ready = random.nextBoolean();
                    observation.resume();
                }
                default -> store.step(random);
            }
        }
        pairs.put("chair/last", "last");
        sink.ready = true;
        observation.resume();
        store.runAll();
        for (int i = 1; i < sink.told.size(); i++) {
            LeaderResponse before = sink.told.get(i - 1);
            LeaderResponse after = sink.told.get(i);
            assertThat(after.getHeader().getRevision())
                    .isGreaterThanOrEqualTo(before.getHeader().getRevision());
            assertThat(after.getKv().getCreateRevision())
                    .isGreaterThanOrEqualTo(before.getKv().getCreateRevision());
        }
        String leader = pairs.keys().stream()
                .min((one, other) -> Long.compare(createRevision(one), createRevision(other)))
                .orElseThrow();
        assertThat(sink.told.get(sink.told.size() - 1).getKv())
                .isEqualTo(pairs.get(leader).orElseThrow());
        assertThat(sink.failure).isNull();
    }

    private long createRevision(String key) {
        return pairs.get(key).orElseThrow().getCreateRevision();
    }

    private void start() {
        observation.start();
        store.runAll();
    }

    private static final class Sink implements LeaderSink {
        private final List<LeaderResponse> told = new ArrayList<>();
        private boolean ready = true;
        private Throwable failure;

        List<String> values() {
            return told.stream()
                    .map(one -> one.getKv().getValue().toStringUtf8())
                    .toList();
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void next(LeaderResponse leader) {
            told.add(leader);
        }

        @Override
        public void failed(Throwable why) {
            failure = why;
        }
    }
}
