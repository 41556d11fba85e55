package dev.pharos.kvstore.watch;

import static dev.pharos.kvstore.watch.WatchBench.key;
import static dev.pharos.kvstore.watch.WatchBench.prefix;
import static dev.pharos.kvstore.watch.WatchBench.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.watch.WatchBench.Client;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.HubOptions.Turn;
import dev.pharos.kvstore.watch.source.Handover;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WatchLaggingTest {
    private static final HubOptions NOTHING_RECENT =
            HubOptions.DEFAULT.recentBytes(0).turn(new Turn(10, 1 << 20));

    private static List<Long> revisions(List<WatchResponse> responses) {
        return responses.stream()
                .flatMap(response -> response.getEventsList().stream())
                .map(event -> event.getKv().getModRevision())
                .toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void rule_6_18_nothing_is_sent_to_a_full_connection_and_nothing_is_lost() {
        WatchBench bench = new WatchBench();
        Client client = bench.client();
        client.create(key("a"));
        client.sink.fillUp();
        for (int i = 0; i < 500; i++) {
            bench.put("a", "" + i);
        }
        assertThat(client.sink.take()).hasSize(1);
        assertThat(bench.gauges.slowWatchers()).isEqualTo(1);

        client.makeRoom(1000);
        assertThat(revisions(client.sink.take())).isEqualTo(range(2, 501));
        assertThat(client.sink.overruns()).isZero();
        assertThat(bench.gauges.slowWatchers()).isZero();
        assertThat(bench.history.reads()).as("recent events need no history").isZero();
    }

    @Test
    void rule_6_18_a_slow_stream_takes_nothing_from_the_others() {
        WatchBench bench = new WatchBench(NOTHING_RECENT);
        Client slow = bench.slowClient();
        slow.create(prefix(""));
        Client fast = bench.client();
        fast.create(prefix(""));
        fast.sink.take();
        for (int i = 0; i < 100; i++) {
            bench.put("a", "" + i);
            assertThat(revisions(fast.sink.take())).containsExactly(2L + i);
        }
        assertThat(slow.sink.take()).isEmpty();
    }

    @Test
    void what_is_no_longer_recent_is_read_from_the_history_in_turns() {
        WatchBench bench = new WatchBench(NOTHING_RECENT);
        Client client = bench.client();
        client.create(key("a"));
        client.sink.take();
        client.sink.fillUp();
        for (int i = 0; i < 95; i++) {
            bench.put("a", "" + i);
        }
        client.makeRoom(1000);
        List<WatchResponse> got = client.sink.take();
        assertThat(revisions(got)).isEqualTo(range(2, 96));
        assertThat(got)
                .extracting(WatchResponse::getEventsCount)
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(10));
    }

    @Test
    void watchers_at_the_same_place_share_what_is_read() {
        WatchBench bench = new WatchBench(NOTHING_RECENT);
        for (int i = 0; i < 100; i++) {
            bench.put("a", "" + i);
        }
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Client client = bench.client();
            bench.engine.create(client.stream, since(2, key("a")));
            clients.add(client);
        }
        bench.settle();
        clients.forEach(client -> assertThat(revisions(client.sink.take())).isEqualTo(range(2, 101)));
        assertThat(bench.history.reads()).isLessThan(20);
    }

    @Test
    void a_connection_that_fills_up_in_the_middle_of_a_revision_gets_every_event_once() {
        WatchBench bench = new WatchBench();
        Client client = bench.client();
        for (int i = 0; i < 10; i++) {
            client.create(key("a"));
        }
        client.sink.take();
        client.sink.fillUp();
        client.makeRoom(4);
        bench.put("a", "1");
        assertThat(client.sink.responses()).hasSize(4);
        bench.put("a", "2");
        for (int i = 0; i < 30; i++) {
            client.makeRoom(1);
        }

        List<WatchResponse> got = client.sink.take();
        for (long id = 0; id < 10; id++) {
            long watch = id;
            assertThat(revisions(got.stream()
                            .filter(response -> response.getWatchId() == watch)
                            .toList()))
                    .containsExactly(2L, 3L);
        }
        assertThat(client.sink.overruns()).isZero();
    }

    @Test
    void a_lagging_watcher_overtaken_by_a_compaction_is_canceled_and_others_go_on() {
        WatchBench bench = new WatchBench(NOTHING_RECENT);
        Client client = bench.client();
        client.create(key("a"));
        client.create(since(20, key("a")));
        client.sink.take();
        client.sink.fillUp();
        for (int i = 0; i < 30; i++) {
            bench.put("a", "" + i);
        }
        bench.history.compact(20);
        client.makeRoom(100);

        List<WatchResponse> got = client.sink.take();
        assertThat(got.get(0).getWatchId()).isZero();
        assertThat(got.get(0).getCanceled()).isTrue();
        assertThat(got.get(0).getCompactRevision()).isEqualTo(20);
        assertThat(got.get(0).getHeader().getRevision()).isZero();
        assertThat(got.subList(1, got.size()))
                .extracting(WatchResponse::getWatchId)
                .containsOnly(1L);
        assertThat(revisions(got)).isEqualTo(range(20, 31));
    }

    @Test
    void a_compaction_during_the_reading_cancels_instead_of_leaving_a_gap() {
        WatchBench bench = new WatchBench(NOTHING_RECENT);
        for (int i = 0; i < 100; i++) {
            bench.put("a", "" + i);
        }
        Client client = bench.client();
        bench.engine.create(client.stream, since(2, key("a")));
        while (bench.atWorker.isEmpty()) {
            bench.turn();
        }
        bench.history.compact(50);
        bench.settle();

        List<WatchResponse> got = client.sink.take();
        assertThat(got).hasSize(2);
        assertThat(got.get(1).getCompactRevision()).isEqualTo(50);
    }

    @Test
    void a_hub_that_is_overrun_finds_everything_in_the_history() {
        WatchBench bench = new WatchBench(HubOptions.DEFAULT, new Handover(10, 1 << 20), 1);
        Client client = bench.client();
        client.create(key("a"));
        client.sink.take();
        for (int i = 0; i < 100; i++) {
            bench.handover.put(bench.history.put("a", "" + i));
        }
        bench.settle();
        assertThat(revisions(client.sink.take())).isEqualTo(range(2, 101));
        assertThat(bench.history.reads()).isPositive();

        bench.put("a", "live again");
        assertThat(revisions(client.sink.take())).containsExactly(102L);
    }

    @Test
    void commits_that_nobody_told_of_are_found_in_the_history() {
        WatchBench bench = new WatchBench();
        Client client = bench.client();
        client.create(key("a"));
        client.sink.take();
        bench.history.put("a", "untold");
        bench.put("a", "told");
        assertThat(revisions(client.sink.take())).containsExactly(2L, 3L);
    }

    @Test
    void rule_6_19_after_a_snapshot_watchers_go_on_from_where_they_are() {
        WatchBench bench = new WatchBench();
        Client client = bench.client();
        client.create(key("a"));
        client.create(since(60, key("a")));
        bench.put("a", "before");
        client.sink.take();
        for (int i = 0; i < 50; i++) {
            bench.history.put("a", "" + i);
        }
        bench.handover.lose(bench.history.revision());
        bench.settle();
        assertThat(revisions(client.sink.take())).isEqualTo(range(3, 52));

        bench.put("a", "after");
        assertThat(revisions(client.sink.take())).containsExactly(53L);
    }

    @Test
    void rule_6_19_after_a_snapshot_that_has_forgotten_their_place_watchers_are_canceled() {
        WatchBench bench = new WatchBench();
        Client client = bench.client();
        client.create(key("a"));
        client.sink.take();
        for (int i = 0; i < 50; i++) {
            bench.history.put("a", "" + i);
        }
        bench.history.compact(40);
        bench.handover.lose(bench.history.revision());
        bench.settle();
        List<WatchResponse> got = client.sink.take();
        assertThat(got).hasSize(1);
        assertThat(got.get(0).getCompactRevision()).isEqualTo(40);
    }

    @Test
    void a_delete_at_the_compact_revision_is_still_told() {
        WatchBench bench = new WatchBench(NOTHING_RECENT);
        bench.put("a", "1");
        bench.put("a", "2");
        bench.delete("a");
        bench.put("a", "3");
        bench.history.compact(4);
        Client client = bench.client();
        client.create(since(4, key("a")));
        assertThat(revisions(client.sink.take())).containsExactly(4L, 5L);
    }

    @Test
    void a_stream_that_is_closed_while_it_lags_is_forgotten() {
        WatchBench bench = new WatchBench(NOTHING_RECENT);
        Client client = bench.slowClient();
        client.create(since(1, prefix("")));
        for (int i = 0; i < 50; i++) {
            bench.put("a", "" + i);
        }
        bench.engine.ready(client.stream);
        bench.engine.close(client.stream);
        bench.settle();
        bench.put("a", "more");
        assertThat(bench.gauges.streams()).isZero();
        assertThat(bench.gauges.watchers()).isZero();
        assertThat(bench.gauges.slowWatchers()).isZero();
        assertThat(client.sink.take()).isEmpty();
    }

    @Test
    void who_watches_more_changes_of_one_revision_than_fit_into_memory_is_told_and_nobody_else_suffers() {
        Handover losesAll = new Handover(1, 1);
        WatchBench bench = new WatchBench(NOTHING_RECENT, losesAll, 1, 50_000);
        Client everything = bench.client();
        everything.create(prefix(""));
        Client some = bench.client();
        some.create(prefix("key-00"));
        Client one = bench.client();
        one.create(key("other"));
        List.of(everything, some, one).forEach(client -> client.sink.take());

        MemoryHistory.Change[] changes = IntStream.range(0, 1000)
                .mapToObj(key -> MemoryHistory.Change.put(String.format("key-%03d", key), "v"))
                .toArray(MemoryHistory.Change[]::new);
        bench.txn(changes);
        bench.put("other", "w");

        List<WatchResponse> told = everything.sink.take();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).getCanceled()).isTrue();
        assertThat(told.get(0).getCompactRevision()).isZero();
        assertThat(told.get(0).getCancelReason()).contains("more keys changed in one revision");
        assertThat(revisions(some.sink.take())).containsOnly(2L).hasSize(10);
        assertThat(revisions(one.sink.take())).containsExactly(3L);

        everything.create(prefix(""));
        everything.sink.take();
        bench.put("other", "x");
        assertThat(revisions(everything.sink.take())).containsExactly(4L);
    }
}
