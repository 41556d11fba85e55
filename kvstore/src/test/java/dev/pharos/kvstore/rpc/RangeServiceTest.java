package dev.pharos.kvstore.rpc;

import static dev.pharos.kvstore.request.Requests.bytes;
import static dev.pharos.kvstore.request.Requests.op;
import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.request.Requests.range;
import static dev.pharos.kvstore.request.Requests.txn;
import static dev.pharos.kvstore.server.Client.key;
import static dev.pharos.kvstore.server.Client.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.server.Client;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortOrder;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortTarget;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeStreamResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges small and large against a server that holds 3000 keys, "k000000" and on. */
class RangeServiceTest {
    private static final int KEYS = 3_000;

    @TempDir
    private static Path home;

    private static LocalCluster cluster;
    private static Client client;

    @BeforeAll
    static void fill() throws Exception {
        cluster = LocalCluster.start(home);
        client = new Client(cluster);
        client.fill("k", KEYS, "value of some length ".repeat(10));
    }

    @AfterAll
    static void close() {
        client.close();
        cluster.close();
    }

    private static RangeRequest.Builder all() {
        return range("k", "l").toBuilder();
    }

    private static long revision() {
        return client.get("k").getHeader().getRevision();
    }

    @Test
    void a_large_range_comes_whole() {
        for (int i = 0; i < 5; i++) {
            RangeResponse response = client.kv().range(all().build());

            assertThat(response.getCount()).isEqualTo(KEYS);
            assertThat(response.getMore()).isFalse();
            assertInOrder(response.getKvsList(), 0, KEYS);
        }
    }

    @Test
    void a_limit_cuts_large_and_small_ranges_alike() {
        for (int limit : new int[] {1, 10, 499, 500, 501, 2_999}) {
            RangeResponse response = client.kv().range(all().setLimit(limit).build());

            assertInOrder(response.getKvsList(), 0, limit);
            assertThat(response.getMore()).isTrue();
            assertThat(response.getCount()).isEqualTo(KEYS);
        }
        assertThat(client.kv().range(all().setLimit(KEYS).build()).getMore()).isFalse();
    }

    @Test
    void orders_and_filters_hold_for_many_keys() {
        List<KeyValue> descending = new ArrayList<>(
                client.kv().range(all().setSortOrder(SortOrder.DESCEND).build()).getKvsList());
        java.util.Collections.reverse(descending);
        assertInOrder(descending, 0, KEYS);

        RangeResponse newest = client.kv()
                .range(all().setSortOrder(SortOrder.DESCEND)
                        .setSortTarget(SortTarget.MOD)
                        .setLimit(100)
                        .build());
        assertThat(newest.getKvsList())
                .allMatch(pair -> pair.getModRevision() == newest.getKvs(0).getModRevision());
        RangeResponse first = client.kv().range(all().setMaxModRevision(3).build());
        assertInOrder(first.getKvsList(), 0, 200);
        assertThat(first.getCount()).isEqualTo(KEYS);
    }

    @Test
    void keys_only_have_no_values_and_counts_no_keys() {
        RangeResponse keys = client.kv().range(all().setKeysOnly(true).build());
        RangeResponse count =
                client.kv().range(all().setCountOnly(true).setLimit(3).build());

        assertThat(keys.getKvsList())
                .hasSize(KEYS)
                .allMatch(pair -> pair.getValue().isEmpty());
        assertThat(count.getKvsList()).isEmpty();
        assertThat(count.getCount()).isEqualTo(KEYS);
        assertThat(count.getMore()).isFalse();
    }

    @Test
    void an_old_revision_is_read_counted_and_sorted() {
        RangeRequest.Builder old = all().setRevision(11);
        long now = revision();

        assertInOrder(client.kv().range(old.build()).getKvsList(), 0, 1_000);
        assertThat(client.kv().range(old.clone().setCountOnly(true).build()).getCount())
                .isEqualTo(1_000);
        assertThat(client.kv()
                        .range(old.clone()
                                .setSortOrder(SortOrder.DESCEND)
                                .setLimit(1)
                                .build())
                        .getKvs(0)
                        .getKey())
                .isEqualTo(bytes(key("k", 999)));
        assertThat(client.kv().range(old.build()).getHeader().getRevision()).isEqualTo(now);
    }

    @Test
    void revisions_that_are_not_there_are_refused() {
        assertThat(refusal(() -> client.kv().range(all().setRevision(1_000_000).build())))
                .isEqualTo("OUT_OF_RANGE etcdserver: mvcc: required revision is a future revision");
    }

    @Test
    void pieces_of_a_stream_are_the_range_and_the_last_says_the_rest() {
        List<RangeStreamResponse> pieces = new ArrayList<>();
        client.kv().rangeStream(all().build()).forEachRemaining(pieces::add);
        List<KeyValue> pairs = new ArrayList<>();
        pieces.forEach(piece -> pairs.addAll(piece.getRangeResponse().getKvsList()));

        assertInOrder(pairs, 0, KEYS);
        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(pieces.get(0).getRangeResponse().getKvsCount()).isEqualTo(10);
        assertThat(pieces.subList(0, pieces.size() - 1))
                .noneMatch(piece -> piece.getRangeResponse().hasHeader());
        RangeResponse last = pieces.get(pieces.size() - 1).getRangeResponse();
        assertThat(last.getCount()).isEqualTo(KEYS);
        assertThat(last.getMore()).isFalse();
        assertThat(last.getHeader().getRevision()).isEqualTo(revision());
    }

    @Test
    void a_stream_with_a_limit_without_keys_or_only_for_the_count_has_a_last_piece() {
        assertThat(lastOf(all().setLimit(15)).getMore()).isTrue();
        assertThat(lastOf(all().setLimit(15)).getCount()).isEqualTo(KEYS);
        assertThat(lastOf(range("x", "y").toBuilder()).getCount()).isZero();
        assertThat(lastOf(all().setCountOnly(true)).getCount()).isEqualTo(KEYS);
    }

    private static RangeResponse lastOf(RangeRequest.Builder request) {
        List<RangeStreamResponse> pieces = new ArrayList<>();
        client.kv().rangeStream(request.build()).forEachRemaining(pieces::add);
        return pieces.get(pieces.size() - 1).getRangeResponse();
    }

    @Test
    void streams_that_cannot_be_are_refused() {
        assertThat(refusal(() -> lastOf(all().setSortOrder(SortOrder.DESCEND))))
                .isEqualTo("UNIMPLEMENTED RangeStream does not support custom sort orders");
        assertThat(refusal(() -> lastOf(all().setRevision(1_000_000)))).contains("future revision");
    }

    @Test
    void a_transaction_that_only_reads_sees_one_state() {
        TxnResponse response =
                client.kv().txn(txn(op(all().build()), op(all().setLimit(2).build()), op(range(key("k", 5)))));

        assertInOrder(response.getResponses(0).getResponseRange().getKvsList(), 0, KEYS);
        assertInOrder(response.getResponses(1).getResponseRange().getKvsList(), 0, 2);
        assertThat(response.getHeader().getMemberId())
                .isEqualTo(cluster.server().memberId());
    }

    @Test
    void what_was_compacted_cannot_be_read_any_more() {
        client.kv().put(put("other", "1"));
        client.kv().put(put("other", "2"));
        long compacted = revision();
        client.kv()
                .compact(CompactionRequest.newBuilder()
                        .setRevision(5)
                        .setPhysical(true)
                        .build());

        assertThat(refusal(() -> client.kv().range(all().setRevision(4).build())))
                .isEqualTo("OUT_OF_RANGE etcdserver: mvcc: required revision has been compacted");
        assertThat(refusal(() -> client.kv().txn(txn(op(all().setRevision(4).build())))))
                .contains("has been compacted");
        assertInOrder(client.kv().range(all().setRevision(5).build()).getKvsList(), 0, 400);
        assertThat(revision()).isGreaterThanOrEqualTo(compacted);
    }

    private static void assertInOrder(List<KeyValue> pairs, int from, int to) {
        assertThat(pairs).hasSize(to - from);
        for (int i = from; i < to; i++) {
            assertThat(pairs.get(i - from).getKey()).isEqualTo(bytes(key("k", i)));
        }
    }
}
