package dev.pharos.kvstore.contract;

import static dev.pharos.kvstore.contract.Member.ALL;
import static dev.pharos.kvstore.contract.Member.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.blackbox.WatchRecorder;
import dev.pharos.wire.error.CancelReason;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest.FilterType;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.Event.EventType;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 6. */
final class WatchContractTest {
    private static final int LARGE = 1 << 20;

    private Member member;
    private WatchRecorder watch;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        member = Member.quick(folder);
        watch = member.watch();
    }

    @AfterEach
    void stop() {
        watch.close();
        member.close();
    }

    private static WatchCreateRequest.Builder key(String key) {
        return WatchCreateRequest.newBuilder().setKey(bytes(key));
    }

    private static WatchCreateRequest.Builder everything() {
        return WatchCreateRequest.newBuilder().setKey(ALL).setRangeEnd(ALL);
    }

    @Test
    void rule_6_1_the_answer_to_a_creation_comes_before_its_events() throws InterruptedException {
        member.put("a", "1");
        WatchResponse created = watch.create(key("a").setStartRevision(1));
        assertThat(created.getEventsCount()).isZero();
        assertThat(created.getCanceled()).isFalse();
        assertThat(created.getHeader().getRevision()).isEqualTo(2);
        assertThat(watch.events(1).get(0).getKv().getValue()).isEqualTo(bytes("1"));
    }

    @Test
    void rule_6_2_ids_count_up_from_0_and_skip_those_in_use() throws InterruptedException {
        assertThat(watch.create(key("a")).getWatchId()).isZero();
        assertThat(watch.create(key("a").setWatchId(1)).getWatchId()).isEqualTo(1);
        assertThat(watch.create(key("a")).getWatchId()).isEqualTo(2);
        assertThat(watch.create(key("a").setWatchId(-7)).getWatchId()).isEqualTo(-7);
        watch.cancel(2);
        assertThat(watch.next().getCanceled()).isTrue();
        assertThat(watch.create(key("a")).getWatchId()).isEqualTo(3);
    }

    @Test
    void rule_6_2_an_id_in_use_is_refused() throws InterruptedException {
        watch.create(key("a").setWatchId(5));
        assertRefused(watch.create(key("a").setWatchId(5)), CancelReason.DUPLICATE_WATCH_ID.text());
        assertThat(CancelReason.DUPLICATE_WATCH_ID.text())
                .isEqualTo("mvcc: duplicate watch ID provided on the WatchStream");
    }

    private static void assertRefused(WatchResponse answer, String reason) {
        assertThat(answer.getCreated()).isTrue();
        assertThat(answer.getCanceled()).isTrue();
        assertThat(answer.getWatchId()).isEqualTo(-1);
        assertThat(answer.getCancelReason()).isEqualTo(reason);
    }

    @Test
    void rule_6_3_an_empty_key_is_the_least_one_and_an_empty_range_is_refused() throws InterruptedException {
        watch.create(WatchCreateRequest.newBuilder().setRangeEnd(ALL));
        member.put("a", "1");
        assertThat(watch.events(1)).hasSize(1);
        assertRefused(watch.create(key("b").setRangeEnd(bytes("a"))), "mvcc: watcher range is empty");
    }

    @Test
    void rule_6_4_watches_from_now_on_from_the_future_and_from_a_negative_revision() throws InterruptedException {
        member.put("a", "1");
        watch.create(key("a"));
        watch.create(key("a").setStartRevision(4));
        assertRefused(
                watch.create(key("a").setStartRevision(-1)), "etcdserver: mvcc: required revision has been compacted");
        member.put("a", "2");
        member.put("a", "3");
        List<WatchResponse> answers = List.of(watch.next(), watch.next(), watch.next());
        assertThat(answers).filteredOn(answer -> answer.getWatchId() == 0).hasSize(2);
        assertThat(answers)
                .filteredOn(answer -> answer.getWatchId() == 1)
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer.getEvents(0).getKv().getModRevision()).isEqualTo(4));
    }

    @Test
    void rule_6_4_a_watch_from_the_present_revision_gets_its_events() throws InterruptedException {
        member.put("a", "1");
        member.put("b", "1");
        long revision = member.delete("a", "c").getHeader().getRevision();
        watch.create(everything().setStartRevision(revision).setPrevKv(true));
        assertThat(watch.events(2)).extracting(Event::getType).containsOnly(EventType.DELETE);
    }

    @Test
    void rule_6_5_a_start_that_was_compacted_ends_the_watch_with_the_compact_revision() throws InterruptedException {
        member.put("a", "1");
        member.put("a", "2");
        member.put("a", "3");
        member.compact(3);
        WatchResponse created = watch.create(key("a").setStartRevision(2));
        assertThat(created.getCanceled()).isFalse();
        WatchResponse ended = watch.next();
        assertThat(ended.getCanceled()).isTrue();
        assertThat(ended.getCompactRevision()).isEqualTo(3);
        assertThat(ended.getHeader().getRevision()).isZero();
        assertThat(ended.getCancelReason()).isEmpty();
        watch.create(key("a").setStartRevision(3));
        assertThat(watch.events(2)).hasSize(2);
    }

    @Test
    void rule_6_7_a_cancelled_watch_says_so_and_an_unknown_one_nothing() throws InterruptedException {
        watch.create(key("a"));
        watch.cancel(17);
        watch.cancel(0);
        WatchResponse answer = watch.next();
        assertThat(answer.getWatchId()).isZero();
        assertThat(answer.getCanceled()).isTrue();
        assertThat(answer.getCreated()).isFalse();
        assertThat(answer.getCancelReason()).isEmpty();
        member.put("a", "1");
        assertThat(watch.isQuiet()).isTrue();
    }

    @Test
    void rule_6_8_filters_drop_events() throws InterruptedException {
        watch.create(key("a").addFilters(FilterType.NOPUT));
        member.put("a", "1");
        member.delete("a", "");
        assertThat(watch.next().getEvents(0).getType()).isEqualTo(EventType.DELETE);
        watch.create(key("b").addFilters(FilterType.NODELETE));
        member.put("b", "1");
        member.delete("b", "");
        member.put("b", "2");
        assertThat(watch.events(2)).extracting(Event::getType).containsOnly(EventType.PUT);
    }

    @Test
    void rule_6_9_previous_pairs_come_except_for_creations() throws InterruptedException {
        watch.create(key("a").setPrevKv(true));
        member.put("a", "1");
        member.put("a", "2");
        member.delete("a", "");
        List<Event> events = watch.events(3);
        assertThat(events.get(0).hasPrevKv()).isFalse();
        assertThat(events.get(1).getPrevKv().getValue()).isEqualTo(bytes("1"));
        assertThat(events.get(2).getPrevKv().getValue()).isEqualTo(bytes("2"));
    }

    @Test
    void rule_6_9_the_previous_pair_is_that_of_the_revision_before() throws InterruptedException {
        member.put("a", "old");
        watch.create(key("a").setPrevKv(true));
        RequestOp put = RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(bytes("a")).setValue(bytes("new")))
                .build();
        member.connection
                .kv()
                .txn(TxnRequest.newBuilder()
                        .addSuccess(put)
                        .addSuccess(RequestOp.newBuilder()
                                .setRequestDeleteRange(DeleteRangeRequest.newBuilder()
                                        .setKey(bytes("a"))
                                        .setRangeEnd(ALL)))
                        .build());
        assertThat(watch.events(2))
                .extracting(event -> event.getPrevKv().getValue())
                .containsExactly(bytes("old"), bytes("old"));
    }

    @Test
    void rule_6_10_a_delete_event_has_key_and_revision_only() throws InterruptedException {
        member.put("a", "1");
        watch.create(key("a"));
        member.delete("a", "");
        Event event = watch.events(1).get(0);
        assertThat(event.getType()).isEqualTo(EventType.DELETE);
        assertThat(event.getKv())
                .isEqualTo(KeyValue.newBuilder()
                        .setKey(bytes("a"))
                        .setModRevision(3)
                        .build());
    }

    @Test
    void rule_6_11_and_6_12_the_events_of_a_revision_come_together_and_in_order() throws InterruptedException {
        watch.create(everything());
        TxnRequest.Builder txn = TxnRequest.newBuilder();
        for (String key : List.of("c", "a", "b")) {
            txn.addSuccess(
                    RequestOp.newBuilder().setRequestPut(PutRequest.newBuilder().setKey(bytes(key))));
        }
        member.connection.kv().txn(txn.build());
        WatchResponse answer = watch.next();
        assertThat(answer.getHeader().getRevision()).isEqualTo(2);
        assertThat(answer.getEventsList())
                .extracting(event -> event.getKv().getKey())
                .containsExactly(bytes("c"), bytes("a"), bytes("b"));
    }

    @Test
    void rule_6_13_fragments_are_marked_but_the_last() throws InterruptedException {
        for (String key : List.of("a", "b", "c", "d")) {
            member.put(PutRequest.newBuilder().setKey(bytes(key)).setValue(ByteString.copyFrom(new byte[LARGE])));
        }
        watch.create(everything().setFragment(true).setPrevKv(true));
        member.connection
                .kv()
                .deleteRange(DeleteRangeRequest.newBuilder()
                        .setKey(ALL)
                        .setRangeEnd(ALL)
                        .build());
        int events = 0;
        WatchResponse piece = watch.next();
        assertThat(piece.getFragment()).isTrue();
        while (piece.getFragment()) {
            assertThat(piece.getSerializedSize()).isLessThanOrEqualTo(2 * LARGE);
            events += piece.getEventsCount();
            piece = watch.next();
        }
        assertThat(events + piece.getEventsCount()).isEqualTo(4);
    }

    @Test
    void rule_6_15_an_idle_watch_that_wants_it_is_told_the_revision_again_and_again(
            @TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        try (Member other = Member.start(folder, "--watch-progress-notify-interval=100ms");
                WatchRecorder eager = other.watch();
                WatchRecorder plain = other.watch()) {
            plain.create(key("a"));
            eager.create(key("a").setWatchId(3).setProgressNotify(true));
            assertNotice(eager.next(), 1);
            assertNotice(eager.next(), 1);
            other.put("b", "1");
            WatchResponse notice = eager.next();
            while (notice.getHeader().getRevision() == 1) {
                assertNotice(notice, 1);
                notice = eager.next();
            }
            assertNotice(notice, 2);
            other.put("a", "1");
            assertThat(eager.events(1).get(0).getKv().getModRevision()).isEqualTo(3);
            assertNotice(eager.next(), 3);
            assertThat(plain.next().getEventsCount()).isEqualTo(1);
            assertThat(plain.isQuiet()).isTrue();
        }
    }

    private static void assertNotice(WatchResponse answer, long revision) {
        assertThat(answer.getWatchId()).isEqualTo(3);
        assertThat(answer.getEventsCount()).isZero();
        assertThat(answer.getCanceled()).isFalse();
        assertThat(answer.getHeader().getRevision()).isEqualTo(revision);
    }

    @Test
    void rule_6_16_progress_is_told_for_the_whole_stream_when_asked() throws InterruptedException {
        watch.create(key("a"));
        member.put("b", "1");
        watch.askProgress();
        WatchResponse answer = watch.next();
        assertThat(answer.getWatchId()).isEqualTo(-1);
        assertThat(answer.getEventsCount()).isZero();
        assertThat(answer.getCanceled()).isFalse();
        assertThat(answer.getHeader().getRevision()).isEqualTo(2);
    }

    @Test
    void rule_6_16_a_stream_without_watches_tells_no_progress() throws InterruptedException {
        watch.askProgress();
        WatchResponse next = watch.create(key("a"));
        assertThat(next.getCreated()).isTrue();
    }

    @Test
    void rule_6_21_a_server_that_stops_ends_the_streams_as_unavailable(
            @TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        Member other = Member.quick(folder);
        try (WatchRecorder stream = other.watch()) {
            stream.create(key("a"));
            other.stopServer();
            assertThat(stream.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        } finally {
            other.connection.close();
        }
    }

    @Test
    void rule_6_22_a_request_without_content_is_ignored() throws InterruptedException {
        watch.send(WatchRequest.getDefaultInstance());
        assertThat(watch.create(key("a")).getWatchId()).isZero();
    }

    @Test
    void rule_6_23_a_client_that_closed_its_side_goes_on_watching() throws InterruptedException {
        watch.create(key("a"));
        watch.halfClose();
        member.put("a", "1");
        assertThat(watch.events(1)).hasSize(1);
    }
}
