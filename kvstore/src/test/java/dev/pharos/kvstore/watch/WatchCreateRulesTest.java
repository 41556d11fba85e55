package dev.pharos.kvstore.watch;

import static dev.pharos.kvstore.watch.WatchBench.key;
import static dev.pharos.kvstore.watch.WatchBench.prefix;
import static dev.pharos.kvstore.watch.WatchBench.since;
import static dev.pharos.kvstore.watch.WatchBench.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.watch.WatchBench.Client;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.HubOptions.Limits;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.wire.error.CancelReason;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchCreateRulesTest {
    private final WatchBench bench = new WatchBench();
    private final Client client = bench.client();

    private static void assertRefused(WatchResponse response, String reason) {
        assertThat(response.getCreated()).isTrue();
        assertThat(response.getCanceled()).isTrue();
        assertThat(response.getWatchId()).isEqualTo(-1);
        assertThat(response.getCancelReason()).isEqualTo(reason);
        assertThat(response.getCompactRevision()).isZero();
    }

    private WatchResponse createOne(WatchSpec spec) {
        client.create(spec);
        List<WatchResponse> answers = client.sink.take();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private List<Long> revisionsSeen() {
        return client.sink.take().stream()
                .flatMap(response -> response.getEventsList().stream())
                .map(event -> event.getKv().getModRevision())
                .toList();
    }

    @Test
    void rule_6_1_the_create_answer_comes_before_all_events_even_if_the_connection_is_full() {
        bench.put("a", "1");
        Client slow = bench.slowClient();
        slow.create(since(2, key("a")));
        bench.put("a", "2");
        slow.makeRoom(10);

        List<WatchResponse> got = slow.sink.take();
        assertThat(got.get(0).getCreated()).isTrue();
        assertThat(got.get(0).getEventsCount()).isZero();
        assertThat(got.subList(1, got.size()))
                .allSatisfy(response -> assertThat(response.getCreated()).isFalse());
        assertThat(got.stream().mapToInt(WatchResponse::getEventsCount).sum()).isEqualTo(2);
    }

    @Test
    void rule_6_1_one_stream_carries_many_watchers() {
        client.create(key("a"));
        client.create(prefix("a"));
        client.create(key("b"));
        client.sink.take();
        bench.put("a", "1");

        assertThat(client.sink.take()).extracting(WatchResponse::getWatchId).containsExactly(0L, 1L);
    }

    @Test
    void rule_6_2_the_first_id_given_is_0_and_ids_are_not_given_twice() {
        assertThat(createOne(key("a")).getWatchId()).isZero();
        assertThat(createOne(key("a")).getWatchId()).isEqualTo(1);
        client.cancel(1);
        client.sink.take();
        assertThat(createOne(key("a")).getWatchId()).isEqualTo(2);
    }

    @Test
    void rule_6_2_ids_chosen_by_the_client_are_skipped_when_one_is_given() {
        assertThat(createOne(withId(1, key("a"))).getWatchId()).isEqualTo(1);
        assertThat(createOne(withId(-7, key("a"))).getWatchId()).isEqualTo(-7);
        assertThat(createOne(key("a")).getWatchId()).isZero();
        assertThat(createOne(key("a")).getWatchId()).isEqualTo(2);
    }

    @Test
    void rule_6_2_an_id_in_use_is_refused_and_the_watch_that_has_it_goes_on() {
        createOne(withId(5, key("a")));
        assertRefused(createOne(withId(5, key("b"))), CancelReason.DUPLICATE_WATCH_ID.text());

        bench.put("a", "1");
        bench.put("b", "1");
        assertThat(revisionsSeen()).containsExactly(2L);
    }

    @Test
    void rule_6_2_an_id_is_free_again_after_a_cancel() {
        createOne(withId(5, key("a")));
        client.cancel(5);
        client.sink.take();
        WatchResponse again = createOne(withId(5, key("b")));
        assertThat(again.getCanceled()).isFalse();
        assertThat(again.getWatchId()).isEqualTo(5);
    }

    @Test
    void rule_6_3_an_empty_key_is_the_least_one() {
        createOne(new WatchSpec(0, KeyRange.single(Bytes.EMPTY), 0, Set.of()));
        bench.put("\0", "1");
        bench.put("a", "1");
        assertThat(revisionsSeen()).containsExactly(2L);
    }

    @Test
    void rule_6_3_an_empty_key_with_an_open_end_is_everything() {
        createOne(new WatchSpec(0, new KeyRange(Bytes.EMPTY, Bytes.fromHex("00")), 0, Set.of()));
        bench.put("\0", "1");
        bench.put("a", "1");
        assertThat(revisionsSeen()).containsExactly(2L, 3L);
    }

    @Test
    void rule_6_3_an_empty_range_is_refused() {
        for (String end : List.of("b", "a")) {
            KeyRange range = new KeyRange(Bytes.fromUtf8("b"), Bytes.fromUtf8(end));
            assertRefused(createOne(new WatchSpec(0, range, 0, Set.of())), CancelReason.EMPTY_RANGE.text());
        }
        assertThat(bench.gauges.watchers()).isZero();
    }

    @Test
    void rule_6_4_start_0_hears_only_of_what_follows_the_revision_in_the_answer() {
        bench.put("a", "1");
        WatchResponse created = createOne(key("a"));
        assertThat(created.getHeader().getRevision()).isEqualTo(2);
        bench.put("a", "2");
        assertThat(revisionsSeen()).containsExactly(3L);
    }

    @Test
    void rule_6_4_start_0_does_not_hear_of_what_readers_see_and_the_hub_has_not_looked_at() {
        bench.handover.put(bench.history.put("a", "1"));
        bench.engine.create(client.stream, key("a"));
        bench.settle();
        bench.put("a", "2");

        List<WatchResponse> got = client.sink.take();
        assertThat(got.get(0).getHeader().getRevision()).isEqualTo(2);
        assertThat(got).hasSize(2);
        assertThat(got.get(1).getEvents(0).getKv().getModRevision()).isEqualTo(3);
    }

    @Test
    void rule_6_4_a_past_start_hears_of_everything_since() {
        for (int i = 0; i < 5; i++) {
            bench.put("a", "" + i);
        }
        client.create(since(4, key("a")));
        bench.put("a", "new");
        assertThat(revisionsSeen()).containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void rule_6_4_a_future_start_waits_and_hears_of_nothing_older() {
        createOne(since(4, key("a")));
        for (int i = 0; i < 4; i++) {
            bench.put("a", "" + i);
        }
        assertThat(revisionsSeen()).containsExactly(4L, 5L);
    }

    @Test
    void rule_6_4_a_negative_start_is_refused() {
        assertRefused(createOne(since(-1, key("a"))), CancelReason.NEGATIVE_START_REVISION.text());
        assertRefused(createOne(since(Long.MIN_VALUE, key("a"))), CancelReason.NEGATIVE_START_REVISION.text());
    }

    @Test
    void rule_6_5_a_start_before_the_compact_revision_is_created_and_then_canceled() {
        for (int i = 0; i < 5; i++) {
            bench.put("a", "" + i);
        }
        bench.history.compact(4);
        client.create(since(3, key("a")));

        List<WatchResponse> got = client.sink.take();
        assertThat(got).hasSize(2);
        assertThat(got.get(0).getCreated()).isTrue();
        assertThat(got.get(0).getCanceled()).isFalse();
        WatchResponse canceled = got.get(1);
        assertThat(canceled.getCreated()).isFalse();
        assertThat(canceled.getCanceled()).isTrue();
        assertThat(canceled.getWatchId()).isEqualTo(got.get(0).getWatchId());
        assertThat(canceled.getCompactRevision()).isEqualTo(4);
        assertThat(canceled.hasHeader()).isTrue();
        assertThat(canceled.getHeader().getRevision()).isZero();
        assertThat(canceled.getCancelReason()).isEmpty();
        assertThat(client.sink.requestsDone()).isEqualTo(1);
    }

    @Test
    void rule_6_5_a_start_at_the_compact_revision_is_allowed() {
        for (int i = 0; i < 5; i++) {
            bench.put("a", "" + i);
        }
        bench.history.compact(4);
        client.create(since(4, key("a")));
        assertThat(revisionsSeen()).containsExactly(4L, 5L, 6L);
    }

    @Test
    void rule_6_6_a_refusal_by_the_caller_keeps_its_place_among_the_answers() {
        bench.engine.create(client.stream, key("a"));
        bench.engine.refuse(client.stream, CancelReason.PERMISSION_DENIED.text());
        bench.engine.create(client.stream, key("b"));
        bench.settle();

        List<WatchResponse> got = client.sink.take();
        assertThat(got).extracting(WatchResponse::getWatchId).containsExactly(0L, -1L, 1L);
        assertRefused(got.get(1), CancelReason.PERMISSION_DENIED.text());
    }

    @Test
    void more_watchers_than_allowed_are_refused() {
        WatchBench small = new WatchBench(HubOptions.DEFAULT.limits(new Limits(10, 2, 3, 10)));
        Client one = small.client();
        Client other = small.client();
        one.create(key("a"));
        one.create(key("a"));
        one.create(key("a"));
        other.create(key("a"));
        other.create(key("a"));

        assertRefused(one.sink.take().get(2), "etcdserver: too many watchers on the stream");
        assertRefused(other.sink.take().get(1), "etcdserver: too many watchers on the member");
        assertThat(small.gauges.watchers()).isEqualTo(3);
    }

    @Test
    void answers_wait_for_room_and_every_request_is_done_once_its_answer_is_sent() {
        Client slow = bench.slowClient();
        slow.create(key("a"));
        slow.create(key("b"));
        slow.cancel(0);
        slow.cancel(17);
        assertThat(slow.sink.take()).isEmpty();
        assertThat(slow.sink.requestsDone()).isEqualTo(1);

        slow.makeRoom(2);
        assertThat(slow.sink.take()).extracting(WatchResponse::getCreated).containsExactly(true, true);
        assertThat(slow.sink.requestsDone()).isEqualTo(3);

        slow.makeRoom(2);
        assertThat(slow.sink.take()).extracting(WatchResponse::getCanceled).containsExactly(true);
        assertThat(slow.sink.requestsDone()).isEqualTo(4);
        assertThat(slow.sink.overruns()).isZero();
    }
}
