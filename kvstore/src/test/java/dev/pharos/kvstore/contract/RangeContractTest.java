package dev.pharos.kvstore.contract;

import static dev.pharos.kvstore.contract.Member.ALL;
import static dev.pharos.kvstore.contract.Member.assertRefused;
import static dev.pharos.kvstore.contract.Member.bytes;
import static dev.pharos.kvstore.contract.Member.everything;
import static dev.pharos.kvstore.contract.Member.keys;
import static dev.pharos.kvstore.contract.Member.keysOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortOrder;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortTarget;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeStreamResponse;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 2. */
final class RangeContractTest {
    private Member member;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        member = Member.quick(folder);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private void putAll(String... keys) {
        for (String key : keys) {
            member.put(key, key);
        }
    }

    @Test
    void rule_2_1_one_key_a_range_an_open_end_and_everything() {
        putAll("a", "ab", "b", "c");
        assertThat(keysOf(member.get("a"))).containsExactly("a");
        assertThat(keysOf(member.range(keys("a", "b")))).containsExactly("a", "ab");
        assertThat(keysOf(member.range(
                        RangeRequest.newBuilder().setKey(bytes("b")).setRangeEnd(ALL))))
                .containsExactly("b", "c");
        assertThat(keysOf(member.range(everything()))).containsExactly("a", "ab", "b", "c");
        assertThat(member.range(keys("c", "a")).getKvsCount()).isZero();
    }

    @Test
    void rule_2_1_keys_are_ordered_as_unsigned_bytes() {
        ByteString high = ByteString.copyFrom(new byte[] {(byte) 0xff});
        member.put(PutRequest.newBuilder().setKey(high));
        putAll("z");
        assertThat(member.range(everything()).getKvs(1).getKey()).isEqualTo(high);
        assertThat(member.range(RangeRequest.newBuilder().setKey(high).setRangeEnd(ALL))
                        .getKvsCount())
                .isEqualTo(1);
    }

    @Test
    void rule_2_2_an_empty_key_is_refused() {
        assertRefused(EtcdError.EMPTY_KEY, () -> member.get(""));
        assertRefused(EtcdError.EMPTY_KEY, () -> member.range(keys("", "z")));
    }

    @Test
    void rule_2_3_future_and_compacted_revisions_are_refused_and_the_compact_revision_is_readable() {
        putAll("a", "a", "a");
        member.compact(3);
        assertRefused(
                EtcdError.FUTURE_REVISION, () -> member.range(keys("a", "").setRevision(5)));
        assertRefused(EtcdError.COMPACTED, () -> member.range(keys("a", "").setRevision(2)));
        assertThat(member.range(keys("a", "").setRevision(3)).getKvs(0).getModRevision())
                .isEqualTo(3);
        assertThat(member.range(keys("a", "").setRevision(-1)).getKvs(0).getModRevision())
                .isEqualTo(4);
    }

    @Test
    void rule_2_3_a_range_of_many_keys_can_be_read_at_an_old_revision() {
        putAll("a", "b");
        member.delete("a", "c");
        assertThat(keysOf(member.range(keys("a", "c").setRevision(3)))).containsExactly("a", "b");
        assertThat(member.range(keys("a", "c")).getKvsCount()).isZero();
    }

    @Test
    void rule_2_4_count_ignores_limit_and_filters() {
        putAll("a", "b", "c");
        RangeResponse answer = member.range(everything().setLimit(1).setMinModRevision(3));
        assertThat(answer.getCount()).isEqualTo(3);
        assertThat(keysOf(answer)).containsExactly("b");
    }

    @Test
    void rule_2_5_more_says_whether_the_limit_cut() {
        putAll("a", "b", "c");
        assertThat(member.range(everything().setLimit(2)).getMore()).isTrue();
        assertThat(member.range(everything().setLimit(3)).getMore()).isFalse();
        assertThat(member.range(everything()).getKvsCount()).isEqualTo(3);
        assertThat(member.range(everything().setLimit(2).setMinModRevision(3)).getMore())
                .isFalse();
    }

    @Test
    void rule_2_6_revision_filters_are_inclusive_and_0_is_off() {
        putAll("a", "b", "c");
        member.put("a", "2");
        assertThat(keysOf(member.range(everything().setMinModRevision(3).setMaxModRevision(4))))
                .containsExactly("b", "c");
        assertThat(keysOf(member.range(everything().setMinCreateRevision(3)))).containsExactly("b", "c");
        assertThat(keysOf(member.range(everything().setMaxCreateRevision(2)))).containsExactly("a");
    }

    @Test
    void rule_2_7_order_by_each_target_both_ways() {
        member.put("a", "3");
        member.put("b", "1");
        member.put("c", "2");
        member.put("b", "1");
        assertThat(keysOf(member.range(sorted(SortOrder.DESCEND, SortTarget.KEY))))
                .containsExactly("c", "b", "a");
        assertThat(keysOf(member.range(sorted(SortOrder.ASCEND, SortTarget.VALUE))))
                .containsExactly("b", "c", "a");
        assertThat(keysOf(member.range(sorted(SortOrder.ASCEND, SortTarget.MOD))))
                .containsExactly("a", "c", "b");
        assertThat(keysOf(member.range(sorted(SortOrder.DESCEND, SortTarget.CREATE))))
                .containsExactly("c", "b", "a");
        assertThat(keysOf(member.range(
                        sorted(SortOrder.DESCEND, SortTarget.VERSION).setLimit(1))))
                .containsExactly("b");
    }

    @Test
    void rule_2_7_without_an_order_the_limit_is_taken_in_key_order_before_sorting() {
        member.put("a", "3");
        member.put("b", "2");
        member.put("c", "1");
        assertThat(keysOf(member.range(sorted(SortOrder.NONE, SortTarget.VALUE).setLimit(1))))
                .containsExactly("b");
        assertThat(keysOf(
                        member.range(sorted(SortOrder.ASCEND, SortTarget.VALUE).setLimit(1))))
                .containsExactly("c");
    }

    private static RangeRequest.Builder sorted(SortOrder order, SortTarget target) {
        return everything().setSortOrder(order).setSortTarget(target);
    }

    @Test
    void rule_2_8_unknown_sort_options_are_refused() {
        assertRefused(
                EtcdError.INVALID_SORT_OPTION, () -> member.range(everything().setSortOrderValue(3)));
        assertRefused(
                EtcdError.INVALID_SORT_OPTION, () -> member.range(everything().setSortTargetValue(-1)));
    }

    @Test
    void rule_2_9_keys_only_leaves_the_values_out() {
        putAll("a");
        var pair = member.range(everything().setKeysOnly(true)).getKvs(0);
        assertThat(pair.getKey()).isEqualTo(bytes("a"));
        assertThat(pair.getModRevision()).isEqualTo(2);
        assertThat(pair.getValue()).isEmpty();
    }

    @Test
    void rule_2_10_count_only_counts() {
        putAll("a", "b");
        RangeResponse answer = member.range(everything().setCountOnly(true).setLimit(1));
        assertThat(answer.getCount()).isEqualTo(2);
        assertThat(answer.getKvsCount()).isZero();
        assertThat(answer.getMore()).isFalse();
    }

    @Test
    void rule_2_11_a_serializable_range_answers_the_same_on_one_member() {
        putAll("a");
        assertThat(member.range(everything().setSerializable(true))).isEqualTo(member.range(everything()));
    }

    @Test
    void rule_2_12_a_streamed_range_comes_in_pieces_that_begin_with_ten_keys() {
        for (int i = 10; i < 60; i++) {
            member.put("k" + i, "v");
        }
        List<RangeResponse> pieces = new ArrayList<>();
        member.connection
                .kv()
                .rangeStream(everything().setLimit(45).build())
                .forEachRemaining((RangeStreamResponse piece) -> pieces.add(piece.getRangeResponse()));
        assertThat(pieces.get(0).getKvsCount()).isEqualTo(10);
        assertThat(pieces.get(0).hasHeader()).isFalse();
        RangeResponse last = pieces.get(pieces.size() - 1);
        assertThat(last.getHeader().getRevision()).isEqualTo(51);
        assertThat(last.getMore()).isTrue();
        assertThat(last.getCount()).isEqualTo(50);
        assertThat(pieces.stream().mapToInt(RangeResponse::getKvsCount).sum()).isEqualTo(45);
    }

    @Test
    void rule_2_12_a_streamed_range_refuses_orders_and_filters() {
        Status order = Member.failure(() -> member.connection
                .kv()
                .rangeStream(sorted(SortOrder.DESCEND, SortTarget.KEY).build())
                .next());
        assertThat(order.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(order.getDescription()).isEqualTo("RangeStream does not support custom sort orders");
        Status filter = Member.failure(() -> member.connection
                .kv()
                .rangeStream(everything().setMinModRevision(1).build())
                .next());
        assertThat(filter.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(filter.getDescription()).isEqualTo("RangeStream does not support revision filters");
    }

    @Test
    void rule_2_13_answers_may_be_larger_than_requests() {
        ByteString megabyte = ByteString.copyFrom(new byte[1 << 20]);
        for (String key : List.of("a", "b", "c", "d")) {
            member.put(PutRequest.newBuilder().setKey(bytes(key)).setValue(megabyte));
        }
        assertThat(member.range(everything()).getKvsCount()).isEqualTo(4);
        assertThat(member.range(everything().setRevision(5)).getKvs(3).getValue())
                .isEqualTo(megabyte);
    }
}
