package dev.pharos.kvstore.watch;

import static dev.pharos.kvstore.watch.WatchBench.key;
import static dev.pharos.kvstore.watch.WatchBench.prefix;
import static dev.pharos.kvstore.watch.WatchBench.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.watch.MemoryHistory.Change;
import dev.pharos.kvstore.watch.WatchBench.Client;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.Event.EventType;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchEventRulesTest {
    private final WatchBench bench = new WatchBench();
    private final Client client = bench.client();

    private static List<Event> events(Client client) {
        return client.sink.take().stream()
                .flatMap(response -> response.getEventsList().stream())
                .toList();
    }

    @Test
    void rule_6_7_a_cancel_is_answered_and_nothing_follows() {
        client.create(key("a"));
        bench.put("a", "1");
        client.cancel(0);
        bench.put("a", "2");

        List<WatchResponse> got = client.sink.take();
        assertThat(got).hasSize(3);
        assertThat(got.get(2).getCanceled()).isTrue();
        assertThat(got.get(2).getCreated()).isFalse();
        assertThat(got.get(2).getWatchId()).isZero();
        assertThat(got.get(2).getCancelReason()).isEmpty();
        assertThat(got.get(2).getCompactRevision()).isZero();
        assertThat(bench.gauges.watchers()).isZero();
    }

    @Test
    void rule_6_7_a_cancel_of_an_unknown_id_has_no_answer() {
        client.create(key("a"));
        client.sink.take();
        client.cancel(9);
        client.cancel(-1);
        assertThat(client.sink.take()).isEmpty();
        assertThat(client.sink.requestsDone()).isEqualTo(3);
    }

    @Test
    void rule_6_8_filters_drop_events_and_nothing_is_sent_for_an_empty_batch() {
        client.create(key("a", WatchWish.NO_PUT));
        client.create(key("a", WatchWish.NO_DELETE));
        client.create(key("a", WatchWish.NO_PUT, WatchWish.NO_DELETE));
        client.sink.take();
        bench.put("a", "1");
        bench.delete("a");

        List<WatchResponse> got = client.sink.take();
        assertThat(got).extracting(WatchResponse::getWatchId).containsExactly(1L, 0L);
        assertThat(got)
                .extracting(response -> response.getEvents(0).getType())
                .containsExactly(EventType.PUT, EventType.DELETE);
    }

    @Test
    void rule_6_9_the_previous_pair_comes_with_all_but_create_events() {
        bench.put("a", "1");
        client.create(key("a", WatchWish.PREVIOUS));
        bench.put("a", "2");
        bench.delete("a");
        bench.put("a", "3");

        List<Event> got = events(client);
        assertThat(got)
                .extracting(event -> event.getPrevKv().getValue().toStringUtf8())
                .containsExactly("1", "2", "");
        assertThat(got).extracting(Event::hasPrevKv).containsExactly(true, true, false);
        assertThat(got.get(1).getPrevKv().getModRevision()).isEqualTo(3);
    }

    @Test
    void rule_6_9_the_previous_pair_is_for_those_who_asked() {
        bench.put("a", "1");
        client.create(key("a"));
        client.create(key("a", WatchWish.PREVIOUS));
        client.sink.take();
        bench.put("a", "2");
        assertThat(events(client)).extracting(Event::hasPrevKv).containsExactly(false, true);
    }

    @Test
    void rule_6_9_the_previous_pair_is_read_from_the_history_if_it_is_not_recent() {
        WatchBench small = new WatchBench(HubOptions.DEFAULT.recentBytes(0));
        small.put("a", "1");
        small.put("b", "1");
        Client one = small.client();
        one.create(key("a", WatchWish.PREVIOUS));
        one.sink.take();
        small.handover.put(small.history.put("a", "2"));
        while (small.atWorker.isEmpty()) {
            small.turn();
        }
        assertThat(one.sink.take()).as("the event waits for its pair").isEmpty();
        small.settle();
        assertThat(events(one))
                .extracting(event -> event.getPrevKv().getValue().toStringUtf8())
                .containsExactly("1");
    }

    @Test
    void rule_6_9_a_previous_pair_that_compaction_has_taken_is_left_out() {
        WatchBench small = new WatchBench(HubOptions.DEFAULT.recentBytes(0));
        small.put("a", "1");
        small.put("a", "2");
        small.put("a", "3");
        small.history.compact(3);
        Client one = small.client();
        one.create(since(3, key("a", WatchWish.PREVIOUS)));
        assertThat(events(one)).extracting(Event::hasPrevKv).containsExactly(false, true);
    }

    @Test
    void rule_6_10_a_delete_has_only_the_key_and_its_revision() {
        bench.put("a", "1");
        client.create(key("a"));
        bench.delete("a");
        assertThat(events(client))
                .containsExactly(Event.newBuilder()
                        .setType(EventType.DELETE)
                        .setKv(KeyValue.newBuilder()
                                .setKey(com.google.protobuf.ByteString.copyFromUtf8("a"))
                                .setModRevision(3))
                        .build());
    }

    @Test
    void rule_6_11_events_come_in_order_of_revision_and_of_execution() {
        client.create(prefix(""));
        bench.txn(Change.put("c", "1"), Change.put("a", "1"), Change.put("b", "1"));
        bench.put("a", "2");
        assertThat(events(client))
                .extracting(event -> event.getKv().getKey().toStringUtf8())
                .containsExactly("c", "a", "b", "a");
    }

    @Test
    void rule_6_12_all_events_of_one_revision_come_in_one_message() {
        client.create(prefix("a"));
        client.create(key("b"));
        client.sink.take();
        bench.txn(Change.put("a1", "1"), Change.put("b", "1"), Change.put("a2", "1"));

        List<WatchResponse> got = client.sink.take();
        assertThat(got).extracting(WatchResponse::getEventsCount).containsExactly(2, 1);
    }

    @Test
    void rule_6_12_revisions_of_one_batch_come_in_messages_of_their_own_when_live() {
        client.create(prefix("a"));
        client.sink.take();
        bench.handover.put(bench.history.put("a1", "1"));
        bench.handover.put(bench.history.put("a2", "1"));
        bench.settle();

        List<WatchResponse> got = client.sink.take();
        assertThat(got).extracting(WatchResponse::getEventsCount).containsExactly(1, 1);
        assertThat(got)
                .extracting(response -> response.getHeader().getRevision())
                .containsExactly(2L, 3L);
    }

    @Test
    void rule_6_12_catching_up_puts_many_revisions_into_one_message() {
        for (int i = 0; i < 10; i++) {
            bench.put("a", "" + i);
        }
        client.create(since(2, key("a")));
        List<WatchResponse> got = client.sink.take();
        assertThat(got).hasSize(2);
        assertThat(got.get(1).getEventsCount()).isEqualTo(10);
    }

    @Test
    void rule_6_13_a_large_answer_is_split_by_events_if_that_was_asked_for() {
        WatchBench small = new WatchBench(HubOptions.DEFAULT.fragmentBytes(300));
        Client one = small.client();
        one.create(prefix("a", WatchWish.FRAGMENT));
        one.create(prefix("a"));
        one.sink.take();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            changes.add(Change.put("a" + i, "v".repeat(80)));
        }
        small.txn(changes.toArray(Change[]::new));

        List<WatchResponse> got = one.sink.take();
        assertThat(got).extracting(WatchResponse::getWatchId).containsExactly(0L, 0L, 0L, 1L);
        assertThat(got).extracting(WatchResponse::getFragment).containsExactly(true, true, false, false);
        assertThat(got).extracting(WatchResponse::getEventsCount).containsExactly(2, 2, 2, 6);
        assertThat(got.subList(0, 3)).allSatisfy(piece -> {
            assertThat(piece.getSerializedSize()).isLessThanOrEqualTo(300);
            assertThat(piece.getHeader().getRevision()).isEqualTo(2);
        });
    }

    @Test
    void rule_6_13_one_event_is_never_split() {
        WatchBench small = new WatchBench(HubOptions.DEFAULT.fragmentBytes(100));
        Client one = small.client();
        one.create(key("a", WatchWish.FRAGMENT));
        one.sink.take();
        small.put("a", "v".repeat(500));
        small.txn(Change.put("b", "1"), Change.put("a", "v".repeat(500)));
        assertThat(one.sink.take()).extracting(WatchResponse::getFragment).containsExactly(false, false);
    }

    @Test
    void rule_6_14_live_events_have_their_own_revision_and_catching_up_has_the_current_one() {
        for (int i = 0; i < 5; i++) {
            bench.put("a", "" + i);
        }
        bench.put("b", "1");
        client.create(since(3, key("a")));
        bench.put("a", "live");

        List<WatchResponse> got = client.sink.take();
        assertThat(got).hasSize(3);
        assertThat(got.get(1).getHeader().getRevision()).isEqualTo(7);
        assertThat(got.get(2).getHeader().getRevision()).isEqualTo(8);
        assertThat(got.get(2).getHeader().getClusterId()).isEqualTo(0xfedc_ba98_7654_3210L);
        assertThat(got.get(2).getHeader().getMemberId()).isEqualTo(42);
        assertThat(got.get(2).getHeader().getRaftTerm()).isEqualTo(7);
    }
}
