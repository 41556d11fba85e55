package dev.pharos.kvstore.watch;

import static dev.pharos.kvstore.watch.WatchBench.key;
import static dev.pharos.kvstore.watch.WatchBench.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.watch.WatchBench.Client;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchProgressRulesTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration SURELY = INTERVAL.plusSeconds(1);

    private final WatchBench bench = new WatchBench(HubOptions.DEFAULT.progressInterval(INTERVAL));
    private final Client client = bench.client();

    private static void assertProgress(List<WatchResponse> got, long watchId, long revision) {
        assertThat(got).hasSize(1);
        assertThat(got.get(0).getWatchId()).isEqualTo(watchId);
        assertThat(got.get(0).getHeader().getRevision()).isEqualTo(revision);
        assertThat(got.get(0).getEventsCount()).isZero();
        assertThat(got.get(0).getCreated()).isFalse();
        assertThat(got.get(0).getCanceled()).isFalse();
    }

    @Test
    void rule_6_15_a_quiet_watch_that_asked_for_it_hears_of_progress_after_the_interval() {
        client.create(key("a", WatchWish.PROGRESS));
        client.create(key("a"));
        client.sink.take();
        bench.put("b", "1");
        bench.pass(INTERVAL.minusMillis(1));
        assertThat(client.sink.take()).isEmpty();
        bench.pass(SURELY.minus(INTERVAL).plusMillis(1));
        assertProgress(client.sink.take(), 0, 2);
        bench.pass(SURELY);
        assertProgress(client.sink.take(), 0, 2);
    }

    @Test
    void rule_6_15_an_event_in_the_interval_suppresses_one_notice() {
        client.create(key("a", WatchWish.PROGRESS));
        bench.put("a", "1");
        client.sink.take();
        bench.pass(SURELY);
        assertThat(client.sink.take()).isEmpty();
        bench.pass(SURELY);
        assertProgress(client.sink.take(), 0, 2);
    }

    @Test
    void rule_6_15_a_watch_that_has_not_caught_up_gets_no_notice() {
        bench.put("a", "1");
        Client slow = bench.slowClient();
        slow.create(since(2, key("a", WatchWish.PROGRESS)));
        slow.makeRoom(1);
        bench.pass(SURELY);
        assertThat(slow.sink.take()).extracting(WatchResponse::getCreated).containsExactly(true);
    }

    @Test
    void rule_6_15_a_watch_that_waits_for_a_future_revision_gets_no_notice() {
        client.create(since(4, key("a", WatchWish.PROGRESS)));
        client.sink.take();
        bench.put("b", "1");
        bench.put("b", "2");
        bench.pass(SURELY);
        assertThat(client.sink.take()).isEmpty();
        bench.put("b", "3");
        bench.pass(SURELY);
        assertProgress(client.sink.take(), 0, 4);
    }

    @Test
    void rule_6_16_a_request_is_answered_once_for_the_whole_stream() {
        client.create(key("a"));
        client.create(key("b"));
        bench.put("a", "1");
        client.sink.take();
        client.askProgress();
        assertProgress(client.sink.take(), -1, 2);
        assertThat(client.sink.requestsDone()).isEqualTo(3);
    }

    @Test
    void rule_6_16_a_stream_without_watchers_gets_nothing() {
        client.askProgress();
        assertThat(client.sink.take()).isEmpty();
        assertThat(client.sink.requestsDone()).isEqualTo(1);
    }

    @Test
    void rule_6_16_nothing_is_answered_while_a_watcher_waits_for_a_future_revision() {
        client.create(key("a"));
        client.create(since(3, key("b")));
        client.sink.take();
        client.askProgress();
        assertThat(client.sink.take()).isEmpty();
        bench.put("c", "1");
        bench.put("c", "2");
        client.askProgress();
        assertProgress(client.sink.take(), -1, 3);
    }

    @Test
    void rule_6_16_a_watcher_whose_future_has_come_is_current_once_it_has_caught_up() {
        client.create(since(3, key("a")));
        client.create(since(3, key("a")));
        bench.put("a", "1");
        client.sink.take();
        client.sink.fillUp();
        client.makeRoom(1);
        bench.put("a", "2");
        client.makeRoom(10);
        client.sink.take();
        client.askProgress();
        assertProgress(client.sink.take(), -1, 3);
    }

    @Test
    void rule_6_16_nothing_is_answered_while_a_watcher_has_not_caught_up() {
        bench.put("a", "1");
        bench.put("a", "2");
        Client slow = bench.slowClient();
        slow.create(since(2, key("a")));
        slow.makeRoom(1);
        bench.engine.requestProgress(slow.stream);
        slow.makeRoom(1);
        List<WatchResponse> got = slow.sink.take();
        assertThat(got).hasSize(2);
        assertThat(got.get(1).getEventsCount()).isEqualTo(2);
        slow.makeRoom(5);
        assertThat(slow.sink.take()).extracting(WatchResponse::getEventsCount).containsOnly(0);
    }

    @Test
    void rule_6_16_the_answer_covers_what_readers_could_see_when_it_was_asked_for() {
        client.create(key("a"));
        client.sink.take();
        bench.handover.put(bench.history.put("a", "1"));
        bench.engine.requestProgress(client.stream);
        bench.settle();

        List<WatchResponse> got = client.sink.take();
        assertThat(got).hasSize(2);
        assertThat(got.get(0).getEventsCount()).isEqualTo(1);
        assertProgress(got.subList(1, 2), -1, 2);
    }

    @Test
    void rule_6_17_no_event_at_or_before_a_progress_notice_follows_it() {
        client.create(key("a"));
        client.sink.take();
        client.sink.fillUp();
        bench.put("a", "1");
        client.askProgress();
        assertThat(client.sink.take()).isEmpty();
        client.makeRoom(1);
        bench.put("a", "2");
        client.makeRoom(10);

        WatchJudge judge = new WatchJudge(Protos.events(bench.history.everything()), 0);
        List<WatchResponse> got = client.sink.take();
        assertThat(got.stream().mapToInt(WatchResponse::getEventsCount).sum()).isEqualTo(2);
        List<WatchResponse> all = new java.util.ArrayList<>();
        all.add(WatchResponse.newBuilder().setCreated(true).build());
        all.addAll(got);
        assertThat(judge.judge(new WatchJudge.Watched(Protos.request(since(1, key("a"))), all)))
                .isEmpty();
    }

    @Test
    void questions_that_wait_for_room_get_one_answer() {
        client.create(key("a"));
        client.sink.take();
        client.sink.fillUp();
        for (int i = 0; i < 100; i++) {
            client.askProgress();
        }
        client.makeRoom(10);
        assertProgress(client.sink.take(), -1, 1);
    }
}
