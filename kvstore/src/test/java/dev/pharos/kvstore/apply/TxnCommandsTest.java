package dev.pharos.kvstore.apply;

import static dev.pharos.kvstore.apply.Commands.command;
import static dev.pharos.kvstore.apply.Commands.compact;
import static dev.pharos.kvstore.apply.Commands.grant;
import static dev.pharos.kvstore.apply.KeyCommandsTest.error;
import static dev.pharos.kvstore.apply.KeyCommandsTest.pair;
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

import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp.ResponseCase;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TxnCommandsTest {
    @TempDir
    private Path home;

    private MachineUnderTest machine;

    @BeforeEach
    void found() {
        machine = MachineUnderTest.founded(home);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void all_changes_share_one_revision_and_are_counted_in_their_order() {
        machine.applyOne(command(put("z", "0")));
        machine.commits.clear();
        TxnResponse response = run(txn(op(put("b", "1")), op(delete("z")), op(put("a", "1"))));

        assertThat(response.getHeader().getRevision()).isEqualTo(3);
        assertThat(machine.commits)
                .singleElement()
                .satisfies(commit -> assertThat(commit.events())
                        .extracting(event -> event.revision() + "." + event.sub() + event.key())
                        .containsExactly("3.0\"b\"", "3.1\"z\"", "3.2\"a\""));
    }

    @Test
    void a_transaction_without_effect_keeps_the_revision() {
        assertThat(run(txn(op(delete("a")), op(range("a")))).getHeader().getRevision())
                .isEqualTo(1);
        assertThat(run(txn()).getHeader().getRevision()).isEqualTo(1);
    }

    @Test
    void answers_come_in_the_order_of_the_operations_with_the_revision_they_saw() {
        machine.applyOne(command(put("a", "1")));
        TxnResponse response =
                run(txn(op(range("a")), op(delete("none")), op(put("b", "1")), op(range("b")), op(delete("a"))));

        assertThat(response.getResponsesList())
                .extracting(ResponseOp::getResponseCase)
                .containsExactly(
                        ResponseCase.RESPONSE_RANGE,
                        ResponseCase.RESPONSE_DELETE_RANGE,
                        ResponseCase.RESPONSE_PUT,
                        ResponseCase.RESPONSE_RANGE,
                        ResponseCase.RESPONSE_DELETE_RANGE);
        assertThat(response.getResponses(0).getResponseRange().getHeader()).isEqualTo(onlyRevision(2));
        assertThat(response.getResponses(1).getResponseDeleteRange().getHeader())
                .isEqualTo(onlyRevision(2));
        assertThat(response.getResponses(2).getResponsePut().getHeader()).isEqualTo(onlyRevision(3));
        assertThat(response.getResponses(3).getResponseRange().getHeader()).isEqualTo(onlyRevision(3));
        assertThat(response.getResponses(3).getResponseRange().getKvsList())
                .containsExactly(pair("b", "1", new Facts(3, 3, 1, 0)));
        assertThat(response.getResponses(4).getResponseDeleteRange().getDeleted())
                .isEqualTo(1);
    }

    private static ResponseHeader onlyRevision(long revision) {
        return ResponseHeader.newBuilder().setRevision(revision).build();
    }

    @Test
    void the_comparisons_choose_the_branch() {
        TxnRequest create = when(absent("a"), either(List.of(op(put("a", "1"))), List.of(op(range("a")))));

        assertThat(run(create).getSucceeded()).isTrue();
        TxnResponse second = run(create);
        assertThat(second.getSucceeded()).isFalse();
        assertThat(second.getResponses(0).getResponseRange().getKvs(0))
                .isEqualTo(pair("a", "1", new Facts(2, 2, 1, 0)));
    }

    @Test
    void comparisons_of_nested_transactions_look_at_the_state_before_the_whole() {
        TxnRequest nested = when(absent("a"), either(List.of(op(put("b", "then"))), List.of(op(put("b", "else")))));
        TxnResponse response = run(txn(op(put("a", "1")), op(nested)));

        assertThat(response.getResponses(1).getResponseTxn().getSucceeded()).isTrue();
        assertThat(value("b")).isEqualTo("then");
    }

    @Test
    void nested_transactions_take_their_own_ways_side_by_side() {
        TxnRequest yes = when(absent("none"), either(List.of(op(put("a", "1"))), List.of(op(put("x", "1")))));
        TxnRequest no =
                when(absent("k"), either(List.of(op(put("y", "1"))), List.of(op(txn(op(put("b", "1")), op(yes))))));
        machine.applyOne(command(put("k", "0")));
        TxnResponse response = run(txn(op(no), op(range("a"))));

        TxnResponse outer = response.getResponses(0).getResponseTxn();
        assertThat(outer.getSucceeded()).isFalse();
        assertThat(outer.getHeader()).isEqualTo(ResponseHeader.getDefaultInstance());
        assertThat(outer.getResponses(0)
                        .getResponseTxn()
                        .getResponses(1)
                        .getResponseTxn()
                        .getSucceeded())
                .isTrue();
        assertThat(value("a")).isEqualTo("1");
        assertThat(value("b")).isEqualTo("1");
        assertThat(response.getResponses(1).getResponseRange().getCount()).isEqualTo(1);
    }

    @Test
    void a_refused_step_refuses_the_whole_and_leaves_no_trace() {
        machine.apply(grant(5, 60), command(put("a", "1", 5)));
        Map<String, String> before = machine.rows();

        assertRefused(txn(op(put("b", "1")), op(put("c", "1", 99))), EtcdError.LEASE_NOT_FOUND);
        assertRefused(txn(op(delete("a")), op(keepValue("c"))), EtcdError.KEY_NOT_FOUND);
        assertRefused(txn(op(put("a", "2")), op(at(range("a"), 3))), EtcdError.FUTURE_REVISION);
        assertRefused(txn(op(put("a", "2")), op(txn(op(keepValue("c"))))), EtcdError.KEY_NOT_FOUND);
        assertThat(machine.rows()).isEqualTo(before);
        assertThat(machine.store().revision()).isEqualTo(2);
        assertThat(machine.parts().leases().keysOf(5)).hasSize(1);
    }

    @Test
    void steps_of_the_branch_not_taken_cannot_refuse() {
        TxnRequest request = when(absent("a"), either(List.of(op(put("a", "1"))), List.of(op(put("b", "1", 99)))));

        assertThat(run(request).getSucceeded()).isTrue();
    }

    @Test
    void a_range_at_a_revision_that_the_entry_before_compacted_refuses_the_whole() {
        for (int i = 0; i < 4; i++) {
            machine.applyOne(command(put("a", "" + i)));
        }
        List<Outcome> outcomes = machine.apply(
                compact(4), command(txn(op(put("b", "1")), op(at(range("a"), 3)))), command(put("c", "1")));

        assertThat(error(outcomes.get(1))).isEqualTo(EtcdError.COMPACTED);
        assertThat(machine.store().revision()).isEqualTo(6);
        assertThat(value("c")).isEqualTo("1");
        assertThat(exists("b")).isFalse();
    }

    @Test
    void a_range_at_the_compacted_revision_itself_and_older_states_after_it_are_read() {
        for (int i = 0; i < 4; i++) {
            machine.applyOne(command(put("a", "" + i)));
        }
        machine.applyOne(compact(3));
        TxnResponse response = run(txn(op(put("a", "new")), op(at(range("a"), 3)), op(at(range("a"), 5))));

        assertThat(response.getResponses(1)
                        .getResponseRange()
                        .getKvs(0)
                        .getValue()
                        .toStringUtf8())
                .isEqualTo("1");
        assertThat(response.getResponses(2)
                        .getResponseRange()
                        .getKvs(0)
                        .getValue()
                        .toStringUtf8())
                .isEqualTo("3");
    }

    @Test
    void what_the_transaction_deletes_first_through_an_open_end_cannot_be_kept() {
        machine.apply(grant(5, 60), command(put("c", "1", 5)));
        Map<String, String> before = machine.rows();

        assertRefused(txn(op(delete("b", OPEN_END)), op(keepValue("c"))), EtcdError.KEY_NOT_FOUND);
        assertRefused(
                txn(
                        op(delete("b", OPEN_END)),
                        op(put("c", "2").toBuilder().setIgnoreLease(true).build())),
                EtcdError.KEY_NOT_FOUND);
        assertRefused(txn(op(txn(op(delete("b", OPEN_END)))), op(txn(op(keepValue("c"))))), EtcdError.KEY_NOT_FOUND);
        assertThat(machine.rows()).isEqualTo(before);
    }

    @Test
    void what_is_deleted_after_it_was_kept_goes() {
        machine.applyOne(command(put("c", "1")));
        TxnResponse response = run(txn(op(keepValue("c")), op(delete("b", OPEN_END))));

        assertThat(response.getResponses(1).getResponseDeleteRange().getDeleted())
                .isEqualTo(1);
        assertThat(exists("c")).isFalse();
    }

    @Test
    void a_deleted_key_that_is_put_again_begins_anew() {
        machine.applyOne(command(put("c", "1")));
        run(txn(op(delete("b", OPEN_END)), op(put("c", "2"))));

        assertThat(get("c").getKvs(0)).isEqualTo(pair("c", "2", new Facts(3, 3, 1, 0)));
    }

    private static PutRequest keepValue(String key) {
        return put(key, "").toBuilder().setIgnoreValue(true).build();
    }

    private static RangeRequest at(RangeRequest range, long revision) {
        return range.toBuilder().setRevision(revision).build();
    }

    private TxnResponse run(TxnRequest request) {
        return machine.applyOne(command(request)).answer(TxnResponse.class);
    }

    private void assertRefused(TxnRequest request, EtcdError why) {
        assertThat(error(machine.applyOne(command(request)))).isEqualTo(why);
    }

    private RangeResponse get(String key) {
        return machine.applyOne(command(range(key))).answer(RangeResponse.class);
    }

    private String value(String key) {
        return get(key).getKvs(0).getValue().toStringUtf8();
    }

    private boolean exists(String key) {
        return get(key).getCount() > 0;
    }

    /** Requests hold at most what gRPC reads, and lie one level deeper in the log. */
    @Test
    void a_transaction_as_deep_as_grpc_takes_is_carried_out() throws Exception {
        TxnRequest deep = txn(op(put("a", "1")));
        for (int level = 0; level < 48; level++) {
            deep = txn(op(deep));
        }
        assertThat(TxnRequest.parseFrom(deep.toByteArray())).isEqualTo(deep);

        run(deep);
        assertThat(value("a")).isEqualTo("1");
    }

    @Test
    void an_operation_of_a_later_version_does_nothing() {
        assertThat(run(txn(RequestOp.getDefaultInstance(), op(put("a", "1")))).getResponsesList())
                .hasSize(2);
    }
}
