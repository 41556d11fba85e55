package dev.pharos.kvstore.state;

import static dev.pharos.kvstore.apply.Commands.command;
import static dev.pharos.kvstore.apply.Commands.compact;
import static dev.pharos.kvstore.request.Requests.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.watch.RecordingSink;
import dev.pharos.kvstore.watch.WatchStream;
import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.value.KeyRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each entry behind the founders makes one revision, so that it is plain who has to hear of what. */
@Timeout(120)
class InstallWatchTest {
    @TempDir
    private Path folder;

    private final EntryLog log = new EntryLog().founded();
    private final long founders = log.last();

    private void puts(int count) {
        for (int i = 0; i < count; i++) {
            log.add(command(put("key-" + i % 3, "v".repeat(i % 200))));
        }
    }

    private long entryOf(long revision) {
        return founders + revision - 1;
    }

    private static RecordingSink watch(MemberUnderTest member, RecordingSink sink, long from) {
        WatchStream stream = member.hub.openStream(sink, StreamOptions.DEFAULT);
        assertThat(stream.create(new WatchSpec(0, KeyRange.all(), from, Set.of())))
                .isTrue();
        MemberUnderTest.await(() -> sink.requestsDone() == 1 || !sink.isReady());
        return sink;
    }

    private static List<Long> revisions(RecordingSink sink) {
        List<Long> revisions = new ArrayList<>();
        for (WatchResponse response : sink.responses()) {
            response.getEventsList()
                    .forEach(event -> revisions.add(event.getKv().getModRevision()));
        }
        return revisions;
    }

    private static void awaitRevision(RecordingSink sink, long revision) {
        MemberUnderTest.await(() -> revisions(sink).contains(revision));
    }

    private static List<Long> from(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void watchers_hear_of_everything_once_whatever_they_were_at() {
        puts(400);
        try (MemberUnderTest leader =
                        MemberUnderTest.start(folder.resolve("leader")).apply(log);
                MemberUnderTest follower = MemberUnderTest.start(folder.resolve("follower"))) {
            follower.apply(log, entryOf(101));
            RecordingSink live = watch(follower, RecordingSink.open(), 0);
            RecordingSink fromTheBeginning = watch(follower, RecordingSink.open(), 2);
            RecordingSink future = watch(follower, RecordingSink.open(), 250);
            RecordingSink slow = RecordingSink.full();
            WatchStream slowStream = follower.hub.openStream(slow, StreamOptions.DEFAULT);
            assertThat(slowStream.create(new WatchSpec(0, KeyRange.all(), 50, Set.of())))
                    .isTrue();
            follower.apply(log, entryOf(121));

            follower.installFrom(leader);
            slow.makeRoom(Long.MAX_VALUE / 2);
            slowStream.onReady();
            puts(50);
            follower.apply(log);

            for (RecordingSink sink : List.of(live, fromTheBeginning, future, slow)) {
                awaitRevision(sink, 451);
            }
            assertThat(revisions(live)).isEqualTo(from(102, 451));
            assertThat(revisions(fromTheBeginning)).isEqualTo(from(2, 451));
            assertThat(revisions(future)).isEqualTo(from(250, 451));
            assertThat(revisions(slow)).isEqualTo(from(50, 451));
        }
    }

    @Test
    void who_needs_what_is_compacted_there_is_told_so() {
        puts(300);
        long before = log.last();
        log.add(compact(200));
        try (MemberUnderTest leader =
                        MemberUnderTest.start(folder.resolve("leader")).apply(log);
                MemberUnderTest follower = MemberUnderTest.start(folder.resolve("follower"))) {
            follower.apply(log, entryOf(101));
            RecordingSink live = watch(follower, RecordingSink.open(), 0);
            RecordingSink future = watch(follower, RecordingSink.open(), 220);
            follower.installFrom(leader);
            puts(1);
            follower.apply(log);

            awaitRevision(future, 302);
            assertThat(revisions(future)).isEqualTo(from(220, 302));
            MemberUnderTest.await(() -> live.responses().stream().anyMatch(WatchResponse::getCanceled));
            WatchResponse last = live.responses().get(live.responses().size() - 1);
            assertThat(last.getCompactRevision()).isEqualTo(200);
            assertThat(revisions(live)).isEmpty();
            assertThat(before).isLessThan(log.last());
        }
    }

    @Test
    void a_snapshot_without_news_of_keys_disturbs_no_watcher() {
        puts(30);
        long news = log.last();
        log.add(dev.pharos.kvstore.apply.Commands.grant(5, 50));
        try (MemberUnderTest leader =
                        MemberUnderTest.start(folder.resolve("leader")).apply(log);
                MemberUnderTest follower = MemberUnderTest.start(folder.resolve("follower"))) {
            RecordingSink sink = watch(follower.apply(log, news - 5), RecordingSink.open(), 0);
            follower.apply(log, news).installFrom(leader);
            puts(5);
            follower.apply(log);
            awaitRevision(sink, 36);
            assertThat(revisions(sink)).isEqualTo(from(27, 36));
        }
    }
}
