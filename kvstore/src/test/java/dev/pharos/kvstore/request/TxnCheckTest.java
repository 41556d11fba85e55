package dev.pharos.kvstore.request;

import static dev.pharos.kvstore.request.Requests.OPEN_END;
import static dev.pharos.kvstore.request.Requests.absent;
import static dev.pharos.kvstore.request.Requests.delete;
import static dev.pharos.kvstore.request.Requests.either;
import static dev.pharos.kvstore.request.Requests.op;
import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.request.Requests.range;
import static dev.pharos.kvstore.request.Requests.txn;
import static dev.pharos.kvstore.request.Requests.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TxnCheckTest {
    private static final int MOST = 8;

    @Test
    void a_key_is_put_at_most_once_in_a_branch() {
        assertThat(check(txn(op(put("a", "1")), op(put("a", "2"))))).contains(EtcdError.DUPLICATE_KEY);
        assertThat(check(either(List.of(op(put("a", "1"))), List.of(op(put("a", "2"))))))
                .isEmpty();
    }

    @Test
    void a_key_is_not_put_and_deleted_in_one_branch_in_either_order() {
        assertThat(check(txn(op(put("b", "1")), op(delete("a", "c"))))).contains(EtcdError.DUPLICATE_KEY);
        assertThat(check(txn(op(delete("a", "c")), op(put("b", "1"))))).contains(EtcdError.DUPLICATE_KEY);
        assertThat(check(txn(op(delete("b")), op(put("b", "1"))))).contains(EtcdError.DUPLICATE_KEY);
        assertThat(check(txn(op(delete("a", "c")), op(put("c", "1"))))).isEmpty();
    }

    @Test
    void deletes_may_overlap() {
        assertThat(check(txn(op(delete("a", "c")), op(delete("b", "d")), op(delete("b")))))
                .isEmpty();
    }

    @Test
    void the_failure_branch_is_looked_at_as_well() {
        assertThat(check(either(List.of(), List.of(op(put("a", "1")), op(put("a", "2"))))))
                .contains(EtcdError.DUPLICATE_KEY);
    }

    @Test
    void a_nested_transaction_counts_with_both_branches_which_may_share_keys() {
        TxnRequest both = either(List.of(op(put("a", "1"))), List.of(op(put("a", "2")), op(put("b", "2"))));

        assertThat(check(txn(op(both)))).isEmpty();
        assertThat(check(txn(op(both), op(put("b", "3"))))).contains(EtcdError.DUPLICATE_KEY);
        assertThat(check(txn(op(both), op(delete("a"))))).contains(EtcdError.DUPLICATE_KEY);
        assertThat(check(txn(op(both), op(both)))).contains(EtcdError.DUPLICATE_KEY);
    }

    @Test
    void a_delete_with_an_open_end_or_without_keys_is_not_seen() {
        assertThat(check(txn(op(put("c", "1")), op(delete("b", OPEN_END))))).isEmpty();
        assertThat(check(txn(op(put("c", "1")), op(delete("d", "b"))))).isEmpty();
    }

    @Test
    void a_later_sibling_may_delete_what_an_earlier_one_puts_and_not_the_reverse() {
        RequestOp putting = op(txn(op(put("a", "1"))));
        RequestOp deleting = op(txn(op(delete("a"))));

        assertThat(check(txn(putting, deleting))).isEmpty();
        assertThat(check(txn(deleting, putting))).contains(EtcdError.DUPLICATE_KEY);
        assertThat(check(txn(putting, putting))).contains(EtcdError.DUPLICATE_KEY);
    }

    @Test
    void random_transactions_are_refused_as_the_rule_refuses_them() {
        Random random = new Random(48);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            TxnRequest request = TxnRequest.newBuilder()
                    .addAllSuccess(branch(random, 3))
                    .addAllFailure(branch(random, 2))
                    .build();
            boolean expected = DuplicateModel.isRefused(request);
            refused += expected ? 1 : 0;

            assertThat(check(request, 1_000).isPresent()).as("%s", request).isEqualTo(expected);
        }
        assertThat(refused).isBetween(2_000, 18_000);
    }

    private static List<RequestOp> branch(Random random, int depth) {
        List<RequestOp> branch = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String key = key(random);
            switch (random.nextInt(depth > 0 ? 5 : 3)) {
                case 0 -> branch.add(op(put(key, "")));
                case 1 -> branch.add(op(delete(key)));
                case 2 -> branch.add(op(delete(key, random.nextInt(4) == 0 ? OPEN_END : key(random))));
                default ->
                    branch.add(op(either(
                            branch(random, depth - 1), random.nextBoolean() ? branch(random, depth - 1) : List.of())));
            }
        }
        return branch;
    }

    private static String key(Random random) {
        return String.valueOf((char) ('a' + random.nextInt(9)));
    }

    @Test
    void the_largest_of_compares_and_branches_counts() {
        List<RequestOp> many = Collections.nCopies(MOST, op(range("a")));

        assertThat(check(either(many, many))).isEmpty();
        assertThat(check(either(Collections.nCopies(MOST + 1, op(range("a"))), List.of())))
                .contains(EtcdError.TOO_MANY_OPERATIONS);
        assertThat(check(either(List.of(), Collections.nCopies(MOST + 1, op(range("a"))))))
                .contains(EtcdError.TOO_MANY_OPERATIONS);
        assertThat(check(TxnRequest.newBuilder()
                        .addAllCompare(Collections.nCopies(MOST + 1, absent("a")))
                        .build()))
                .contains(EtcdError.TOO_MANY_OPERATIONS);
    }

    @Test
    void each_level_takes_its_size_off_what_the_next_may_have() {
        List<RequestOp> five = new ArrayList<>(Collections.nCopies(4, op(range("a"))));
        five.add(op(either(Collections.nCopies(MOST - 5, op(range("b"))), List.of())));

        assertThat(check(either(five, List.of()))).isEmpty();
        five.set(4, op(either(Collections.nCopies(MOST - 4, op(range("b"))), List.of())));
        assertThat(check(either(five, List.of()))).contains(EtcdError.TOO_MANY_OPERATIONS);
    }

    @Test
    void keys_are_needed_everywhere_and_operations_must_be_set() {
        assertThat(check(txn(op(put("", "1"))))).contains(EtcdError.EMPTY_KEY);
        assertThat(check(txn(op(txn(op(delete("", "b"))))))).contains(EtcdError.EMPTY_KEY);
        assertThat(check(either(List.of(), List.of(op(range("", OPEN_END)))))).contains(EtcdError.EMPTY_KEY);
        assertThat(check(when(absent(""), txn(op(range("a")))))).contains(EtcdError.EMPTY_KEY);
        assertThat(check(txn(RequestOp.getDefaultInstance()))).contains(EtcdError.KEY_NOT_FOUND);
    }

    @Test
    void what_is_wrong_with_one_step_wins_over_duplicates() {
        assertThat(check(txn(op(put("a", "1")), op(put("a", "2")), op(put("", "3")))))
                .contains(EtcdError.EMPTY_KEY);
    }

    @Test
    void only_ranges_make_a_transaction_one_that_reads() {
        assertThat(TxnCheck.isReadOnly(txn())).isTrue();
        assertThat(TxnCheck.isReadOnly(either(List.of(op(range("a"))), List.of(op(range("b"))))))
                .isTrue();
        assertThat(TxnCheck.isReadOnly(either(List.of(op(range("a"))), List.of(op(delete("b"))))))
                .isFalse();
        assertThat(TxnCheck.isReadOnly(txn(op(txn(op(range("a"))))))).isFalse();
    }

    @Test
    void it_may_be_stale_if_every_range_says_so() {
        RequestOp stale = op(range("a").toBuilder().setSerializable(true).build());

        assertThat(TxnCheck.isSerializable(txn())).isTrue();
        assertThat(TxnCheck.isSerializable(either(List.of(stale), List.of(stale))))
                .isTrue();
        assertThat(TxnCheck.isSerializable(either(List.of(stale), List.of(op(range("b"))))))
                .isFalse();
    }

    @Test
    void puts_are_found_however_deep_they_lie() {
        assertThat(TxnCheck.hasPut(txn(op(delete("a")), op(range("b"))))).isFalse();
        assertThat(TxnCheck.hasPut(either(List.of(), List.of(op(txn(op(txn(op(put("a", "1"))))))))))
                .isTrue();
    }

    private static Optional<EtcdError> check(TxnRequest request) {
        return check(request, MOST);
    }

    private static Optional<EtcdError> check(TxnRequest request, int most) {
        try {
            TxnCheck.txn(request, most);
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.error());
        }
    }
}
