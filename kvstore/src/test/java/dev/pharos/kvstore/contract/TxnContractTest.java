package dev.pharos.kvstore.contract;

import static dev.pharos.kvstore.contract.Member.ALL;
import static dev.pharos.kvstore.contract.Member.assertRefused;
import static dev.pharos.kvstore.contract.Member.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareResult;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareTarget;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 4. */
final class TxnContractTest {
    private static final int MOST_OPERATIONS = 128;

    private Member member;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        member = Member.quick(folder);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private TxnResponse run(TxnRequest.Builder txn) {
        return member.connection.kv().txn(txn.build());
    }

    private boolean holds(Compare.Builder compare) {
        return run(TxnRequest.newBuilder().addCompare(compare)).getSucceeded();
    }

    private static Compare.Builder compare(String key, CompareTarget target, CompareResult result) {
        return Compare.newBuilder().setKey(bytes(key)).setTarget(target).setResult(result);
    }

    private static RequestOp put(String key, String value) {
        return RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value)))
                .build();
    }

    private static RequestOp get(String key) {
        return RequestOp.newBuilder().setRequestRange(Member.keys(key, "")).build();
    }

    private static RequestOp delete(String key, ByteString end) {
        return RequestOp.newBuilder()
                .setRequestDeleteRange(
                        DeleteRangeRequest.newBuilder().setKey(bytes(key)).setRangeEnd(end))
                .build();
    }

    private static RequestOp nested(TxnRequest.Builder txn) {
        return RequestOp.newBuilder().setRequestTxn(txn).build();
    }

    @Test
    void rule_4_1_no_comparison_is_true_and_several_must_all_hold() {
        assertThat(run(TxnRequest.newBuilder()).getSucceeded()).isTrue();
        Compare absent =
                compare("a", CompareTarget.VERSION, CompareResult.EQUAL).build();
        Compare present =
                compare("a", CompareTarget.VERSION, CompareResult.GREATER).build();
        assertThat(run(TxnRequest.newBuilder().addCompare(absent).addCompare(present))
                        .getSucceeded())
                .isFalse();
    }

    @Test
    void rule_4_2_a_missing_key_has_no_value_and_zero_of_everything_else() {
        assertThat(holds(compare("a", CompareTarget.VALUE, CompareResult.NOT_EQUAL)
                        .setValue(bytes("x"))))
                .isFalse();
        assertThat(holds(compare("a", CompareTarget.VALUE, CompareResult.EQUAL).setValue(ByteString.EMPTY)))
                .isFalse();
        assertThat(holds(
                        compare("a", CompareTarget.VERSION, CompareResult.EQUAL).setVersion(0)))
                .isTrue();
        assertThat(holds(compare("a", CompareTarget.CREATE, CompareResult.EQUAL).setCreateRevision(0)))
                .isTrue();
        assertThat(holds(compare("a", CompareTarget.MOD, CompareResult.LESS).setModRevision(1)))
                .isTrue();
        assertThat(holds(compare("a", CompareTarget.LEASE, CompareResult.NOT_EQUAL)
                        .setLease(0)))
                .isFalse();
    }

    @Test
    void rule_4_3_a_comparison_over_a_range_must_hold_for_every_key() {
        member.put("a", "1");
        member.put("b", "1");
        Compare.Builder all = compare("a", CompareTarget.VALUE, CompareResult.EQUAL)
                .setValue(bytes("1"))
                .setRangeEnd(bytes("c"));
        assertThat(holds(all)).isTrue();
        member.put("b", "2");
        assertThat(holds(all)).isFalse();
        assertThat(holds(all.setKey(bytes("x")).setRangeEnd(bytes("z")))).isFalse();
    }

    @Test
    void rule_4_4_a_wrong_operand_counts_as_zero_and_unknown_enums_compare_nothing() {
        member.put("a", "1");
        assertThat(holds(compare("a", CompareTarget.VERSION, CompareResult.GREATER)
                        .setModRevision(100)))
                .isTrue();
        assertThat(holds(compare("a", CompareTarget.VERSION, CompareResult.EQUAL)
                        .setVersion(5)
                        .setTargetValue(9)))
                .isTrue();
        assertThat(holds(compare("a", CompareTarget.VERSION, CompareResult.EQUAL)
                        .setVersion(5)
                        .setResultValue(9)))
                .isTrue();
    }

    @Test
    void rule_4_5_reads_see_earlier_writes_but_nested_comparisons_the_state_before() {
        Compare present = compare("a", CompareTarget.VERSION, CompareResult.GREATER)
                .setVersion(0)
                .build();
        TxnResponse answer = run(TxnRequest.newBuilder()
                .addSuccess(put("a", "1"))
                .addSuccess(get("a"))
                .addSuccess(nested(TxnRequest.newBuilder().addCompare(present).addSuccess(put("b", "1")))));
        assertThat(answer.getResponses(1).getResponseRange().getKvs(0).getValue())
                .isEqualTo(bytes("1"));
        assertThat(answer.getResponses(2).getResponseTxn().getSucceeded()).isFalse();
        assertThat(member.get("b").getKvsCount()).isZero();
    }

    @Test
    void rule_4_6_a_refused_step_leaves_no_trace_of_the_others() {
        RequestOp noLease = RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(bytes("b")).setLease(99))
                .build();
        assertRefused(
                EtcdError.LEASE_NOT_FOUND,
                () -> run(TxnRequest.newBuilder().addSuccess(put("a", "1")).addSuccess(noLease)));
        RequestOp future = RequestOp.newBuilder()
                .setRequestRange(Member.keys("a", "").setRevision(99))
                .build();
        assertRefused(
                EtcdError.FUTURE_REVISION,
                () -> run(TxnRequest.newBuilder().addSuccess(put("a", "1")).addSuccess(future)));
        RequestOp ignoring = RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(bytes("b")).setIgnoreValue(true))
                .build();
        assertRefused(
                EtcdError.KEY_NOT_FOUND,
                () -> run(TxnRequest.newBuilder().addSuccess(put("a", "1")).addSuccess(ignoring)));
        assertThat(member.get("a").getKvsCount()).isZero();
        assertThat(member.revision()).isEqualTo(1);
    }

    @Test
    void rule_4_6_a_range_in_a_transaction_takes_no_negative_revision() {
        member.put("a", "1");
        member.compact(1);
        RequestOp negative = RequestOp.newBuilder()
                .setRequestRange(Member.keys("a", "").setRevision(-1))
                .build();
        assertRefused(EtcdError.COMPACTED, () -> run(TxnRequest.newBuilder().addSuccess(negative)));
        assertRefused(
                EtcdError.COMPACTED,
                () -> run(TxnRequest.newBuilder().addSuccess(put("b", "1")).addSuccess(negative)));
    }

    @Test
    void rule_4_7_the_number_of_operations_is_limited_and_nesting_shares_it() {
        TxnRequest.Builder most = TxnRequest.newBuilder();
        for (int i = 0; i < MOST_OPERATIONS; i++) {
            most.addSuccess(get("a"));
        }
        assertThat(run(most).getResponsesCount()).isEqualTo(MOST_OPERATIONS);
        TxnRequest.Builder tooMany = most.clone().addSuccess(get("a"));
        assertRefused(EtcdError.TOO_MANY_OPERATIONS, () -> run(tooMany));
        assertRefused(
                EtcdError.TOO_MANY_OPERATIONS, () -> run(TxnRequest.newBuilder().addSuccess(nested(most))));
    }

    @Test
    void rule_4_8_a_branch_changes_no_key_twice() {
        assertRefused(
                EtcdError.DUPLICATE_KEY,
                () -> run(TxnRequest.newBuilder().addFailure(put("a", "1")).addFailure(put("a", "2"))));
        assertRefused(
                EtcdError.DUPLICATE_KEY,
                () -> run(TxnRequest.newBuilder()
                        .addSuccess(delete("a", bytes("c")))
                        .addSuccess(put("b", "2"))));
        run(TxnRequest.newBuilder().addSuccess(delete("a", bytes("c"))).addSuccess(delete("b", bytes("d"))));
        run(TxnRequest.newBuilder().addSuccess(put("a", "1")).addFailure(put("a", "2")));
        run(TxnRequest.newBuilder()
                .addSuccess(
                        nested(TxnRequest.newBuilder().addSuccess(put("a", "1")).addFailure(put("a", "2")))));
    }

    @Test
    void rule_4_8_the_two_gaps_are_kept() {
        run(TxnRequest.newBuilder().addSuccess(put("c", "1")).addSuccess(delete("b", ALL)));
        RequestOp putting = nested(TxnRequest.newBuilder().addSuccess(put("a", "1")));
        RequestOp deleting = nested(TxnRequest.newBuilder().addSuccess(delete("a", ByteString.EMPTY)));
        run(TxnRequest.newBuilder().addSuccess(putting).addSuccess(deleting));
        assertRefused(
                EtcdError.DUPLICATE_KEY,
                () -> run(TxnRequest.newBuilder().addSuccess(deleting).addSuccess(putting)));
    }

    @Test
    void rule_4_9_an_operation_that_is_not_set_is_refused() {
        assertRefused(
                EtcdError.KEY_NOT_FOUND, () -> run(TxnRequest.newBuilder().addSuccess(RequestOp.getDefaultInstance())));
        assertRefused(EtcdError.EMPTY_KEY, () -> run(TxnRequest.newBuilder().addCompare(Compare.getDefaultInstance())));
    }

    @Test
    void rule_4_10_a_transaction_that_only_reads_is_answered_at_the_present_revision() {
        member.put("a", "1");
        TxnResponse answer = run(TxnRequest.newBuilder().addSuccess(get("a")));
        assertThat(answer.getHeader().getRevision()).isEqualTo(2);
        assertThat(answer.getResponses(0).getResponseRange().getKvsCount()).isEqualTo(1);
    }

    @Test
    void rule_4_11_answers_stand_in_the_order_of_the_operations() {
        TxnResponse answer = run(TxnRequest.newBuilder()
                .addSuccess(put("a", "1"))
                .addSuccess(get("a"))
                .addSuccess(delete("b", ByteString.EMPTY))
                .addSuccess(nested(TxnRequest.newBuilder())));
        assertThat(answer.getResponsesList())
                .extracting(ResponseOp::getResponseCase)
                .containsExactly(
                        ResponseOp.ResponseCase.RESPONSE_PUT,
                        ResponseOp.ResponseCase.RESPONSE_RANGE,
                        ResponseOp.ResponseCase.RESPONSE_DELETE_RANGE,
                        ResponseOp.ResponseCase.RESPONSE_TXN);
    }
}
