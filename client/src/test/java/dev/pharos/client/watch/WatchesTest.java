package dev.pharos.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.client.Client;
import dev.pharos.client.Requests;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.mvccpb.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class WatchesTest {
    @TempDir
    private Path folder;

    private LocalCluster cluster;
    private Client client;
    private Watches watches;

    @BeforeEach
    void start() throws InterruptedException {
        cluster = LocalCluster.start(folder);
        client = Client.connect(cluster.endpoint());
        watches = client.watches();
    }

    @AfterEach
    void stop() {
        watches.close();
        client.close();
        cluster.close();
    }

    private void put(String key, String value) {
        client.kv().put(Requests.put(key, value), Requests.PATIENCE).join();
    }

    private List<String> values(int count) throws InterruptedException {
        List<String> values = new ArrayList<>();
        while (values.size() < count) {
            for (Event event : watches.next().response().orElseThrow().getEventsList()) {
                values.add(event.getKv().getValue().toStringUtf8());
            }
        }
        return values;
    }

    @Test
    void the_past_comes_before_the_present() throws InterruptedException {
        put("a", "1");
        put("a", "2");
        watches.open(Requests.watch("a", 2));
        assertThat(values(2)).containsExactly("1", "2");
        put("a", "3");
        assertThat(values(1)).containsExactly("3");
    }

    @Test
    void nothing_is_missed_and_nothing_comes_twice_when_the_server_was_away() throws InterruptedException {
        put("a", "1");
        watches.open(Requests.watch("a", 2));
        assertThat(values(1)).containsExactly("1");
        put("a", "2");
        cluster.member(0).stop();
        cluster.member(0).start();
        put("a", "3");
        assertThat(values(2)).containsExactly("2", "3");
    }

    @Test
    void many_watches_share_a_stream() throws InterruptedException {
        Set<Watch> expected = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            expected.add(watches.open(Requests.watch("key" + i, 1)));
        }
        for (int i = 0; i < 100; i++) {
            put("key" + i, "value" + i);
        }
        Set<Watch> heard = new HashSet<>();
        while (heard.size() < 100) {
            Delivery delivery = watches.next();
            String key = delivery.watch().request().getKey().toStringUtf8();
            assertThat(delivery.response()
                            .orElseThrow()
                            .getEvents(0)
                            .getKv()
                            .getKey()
                            .toStringUtf8())
                    .isEqualTo(key);
            heard.add(delivery.watch());
        }
        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void a_compacted_start_ends_the_watch_and_says_so() throws InterruptedException {
        put("a", "1");
        put("a", "2");
        client.kv()
                .compact(CompactionRequest.newBuilder().setRevision(3).build(), Requests.PATIENCE)
                .join();
        watches.open(Requests.watch("a", 1));
        Delivery end = watches.next();
        assertThat(end.isEnd()).isTrue();
        assertThat(end.isCompacted()).isTrue();
    }

    @Test
    void progress_is_told_when_it_is_asked_for() throws InterruptedException {
        put("a", "1");
        watches.open(Requests.watch("a", 2));
        assertThat(values(1)).containsExactly("1");
        put("other", "1");
        watches.requestProgress();
        Delivery told = watches.next();
        assertThat(told.isProgress()).isTrue();
        assertThat(told.response().orElseThrow().getHeader().getRevision()).isEqualTo(3);
    }

    @Test
    void a_cancelled_watch_hears_no_more() throws InterruptedException {
        Watch first = watches.open(Requests.watch("a", 1));
        Watch second = watches.open(Requests.watch("a", 1));
        put("a", "1");
        assertThat(List.of(watches.next().watch(), watches.next().watch())).containsExactlyInAnyOrder(first, second);
        first.cancel();
        put("a", "2");
        assertThat(watches.next().watch()).isSameAs(second);
        put("a", "3");
        assertThat(watches.next().watch()).isSameAs(second);
    }
}
