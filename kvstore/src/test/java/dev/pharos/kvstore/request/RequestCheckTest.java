package dev.pharos.kvstore.request;

import static dev.pharos.kvstore.request.Requests.delete;
import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.request.Requests.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.model.RangeQuery.Filter;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortOrder;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortTarget;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestCheckTest {
    @Test
    void a_key_is_needed_even_in_front_of_a_range_end() {
        assertThat(refusal(() -> RequestCheck.range(range("", "b")))).contains(EtcdError.EMPTY_KEY);
        assertThat(refusal(() -> RequestCheck.put(put("", "v")))).contains(EtcdError.EMPTY_KEY);
        assertThat(refusal(() -> RequestCheck.deleteRange(delete("", "\0")))).contains(EtcdError.EMPTY_KEY);
    }

    @Test
    void orders_and_targets_outside_their_enums_are_refused() {
        assertThat(refusal(() -> RequestCheck.range(
                        range("a").toBuilder().setSortOrderValue(3).build())))
                .contains(EtcdError.INVALID_SORT_OPTION);
        assertThat(refusal(() -> RequestCheck.range(
                        range("a").toBuilder().setSortTargetValue(-1).build())))
                .contains(EtcdError.INVALID_SORT_OPTION);
    }

    @Test
    void what_is_kept_must_not_be_given_as_well() {
        assertThat(refusal(() -> RequestCheck.put(
                        put("a", "v").toBuilder().setIgnoreValue(true).build())))
                .contains(EtcdError.VALUE_PROVIDED);
        assertThat(refusal(() -> RequestCheck.put(
                        put("a", "", 5).toBuilder().setIgnoreLease(true).build())))
                .contains(EtcdError.LEASE_PROVIDED);
        assertThat(refusal(() -> RequestCheck.put(put("a", "").toBuilder()
                        .setIgnoreValue(true)
                        .setIgnoreLease(true)
                        .build())))
                .isEmpty();
    }

    @Test
    void pieces_come_in_the_order_of_keys_and_unfiltered() {
        RangeRequest.Builder all = range("a", "z").toBuilder();

        assertThat(refusal(() -> RequestCheck.rangeStream(all.build()))).isEmpty();
        assertThat(refusal(() -> RequestCheck.rangeStream(
                        all.clone().setSortOrder(SortOrder.DESCEND).build())))
                .contains(EtcdError.STREAM_SORT_NOT_SUPPORTED);
        assertThat(refusal(() -> RequestCheck.rangeStream(
                        all.clone().setSortTarget(SortTarget.MOD).build())))
                .contains(EtcdError.STREAM_SORT_NOT_SUPPORTED);
        assertThat(refusal(() -> RequestCheck.rangeStream(
                        all.clone().setMinModRevision(1).build())))
                .contains(EtcdError.STREAM_FILTER_NOT_SUPPORTED);
    }

    @Test
    void every_field_of_a_range_reaches_the_question() {
        RangeQuery query = RangeQueries.of(range("a", "z").toBuilder()
                .setRevision(7)
                .setLimit(3)
                .setSortOrder(SortOrder.DESCEND)
                .setSortTarget(SortTarget.CREATE)
                .setMinModRevision(1)
                .setMaxModRevision(2)
                .setMinCreateRevision(3)
                .setMaxCreateRevision(4)
                .setKeysOnly(true)
                .build());

        assertThat(query.revision()).isEqualTo(7);
        assertThat(query.limit()).isEqualTo(3);
        assertThat(query.sort())
                .isEqualTo(new RangeQuery.Sort(RangeQuery.SortOrder.DESCEND, RangeQuery.SortTarget.CREATE));
        assertThat(query.filter()).isEqualTo(new Filter(1, 2, 3, 4));
        assertThat(query.content()).isEqualTo(Content.KEYS_ONLY);
    }

    @Test
    void orders_and_targets_are_read_by_their_names_on_the_wire() {
        for (int order = 0; order < RangeQuery.SortOrder.values().length; order++) {
            for (int target = 0; target < RangeQuery.SortTarget.values().length; target++) {
                RangeQuery.Sort sort = RangeQueries.of(range("a").toBuilder()
                                .setSortOrderValue(order)
                                .setSortTargetValue(target)
                                .build())
                        .sort();

                assertThat(SortOrder.forNumber(order)).hasToString(sort.order().name());
                assertThat(SortTarget.forNumber(target))
                        .hasToString(sort.target().name());
            }
        }
    }

    @Test
    void a_count_is_wanted_rather_than_keys_when_both_are_asked_for() {
        assertThat(RangeQueries.of(range("a").toBuilder()
                                .setKeysOnly(true)
                                .setCountOnly(true)
                                .build())
                        .content())
                .isEqualTo(Content.COUNT_ONLY);
    }

    private static Optional<EtcdError> refusal(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.error());
        }
    }
}
