package dev.pharos.kvstore.apply;

import static dev.pharos.kvstore.apply.Commands.command;
import static dev.pharos.kvstore.apply.Commands.grant;
import static dev.pharos.kvstore.request.Requests.bytes;
import static dev.pharos.kvstore.request.Requests.compare;
import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.request.Requests.txn;
import static dev.pharos.kvstore.request.Requests.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareResult;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareTarget;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key "k" has been put at revisions 2 and 3, with "new" and lease 9; "l" at 4 with "other". */
class ComparisonTest {
    @TempDir
    private Path home;

    private MachineUnderTest machine;

    @BeforeEach
    void fill() {
        machine = MachineUnderTest.founded(home);
        machine.apply(grant(9, 60), command(put("k", "old")), command(put("k", "new", 9)), command(put("l", "other")));
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void numbers_compare_with_each_result() {
        assertOrder(compare("k", CompareTarget.VERSION, CompareResult.EQUAL).setVersion(2), 0);
        assertOrder(compare("k", CompareTarget.VERSION, CompareResult.EQUAL).setVersion(1), 1);
        assertOrder(compare("k", CompareTarget.CREATE, CompareResult.EQUAL).setCreateRevision(2), 0);
        assertOrder(compare("k", CompareTarget.CREATE, CompareResult.EQUAL).setCreateRevision(9), -1);
        assertOrder(compare("k", CompareTarget.MOD, CompareResult.EQUAL).setModRevision(3), 0);
        assertOrder(compare("k", CompareTarget.MOD, CompareResult.EQUAL).setModRevision(-1), 1);
        assertOrder(compare("k", CompareTarget.LEASE, CompareResult.EQUAL).setLease(9), 0);
        assertOrder(compare("k", CompareTarget.LEASE, CompareResult.EQUAL).setLease(10), -1);
    }

    @Test
    void values_compare_byte_by_byte_without_sign() {
        assertOrder(compare("k", CompareTarget.VALUE, CompareResult.EQUAL).setValue(bytes("new")), 0);
        assertOrder(compare("k", CompareTarget.VALUE, CompareResult.EQUAL).setValue(bytes("ne")), 1);
        assertOrder(compare("k", CompareTarget.VALUE, CompareResult.EQUAL).setValue(bytes("\u00ff")), -1);
    }

    @Test
    void an_absent_key_has_zeros_and_no_value() {
        assertOrder(compare("none", CompareTarget.VERSION, CompareResult.EQUAL).setVersion(0), 0);
        assertOrder(compare("none", CompareTarget.CREATE, CompareResult.EQUAL).setCreateRevision(0), 0);
        assertOrder(compare("none", CompareTarget.MOD, CompareResult.EQUAL).setModRevision(1), -1);
        assertOrder(compare("none", CompareTarget.LEASE, CompareResult.EQUAL).setLease(-1), 1);
        for (CompareResult result : CompareResult.values()) {
            if (result != CompareResult.UNRECOGNIZED) {
                assertThat(holds(compare("none", CompareTarget.VALUE, result).setValue(bytes(""))))
                        .as("%s", result)
                        .isFalse();
            }
        }
    }

    @Test
    void a_number_or_value_of_another_target_counts_as_zero_or_nothing() {
        assertOrder(compare("k", CompareTarget.VERSION, CompareResult.EQUAL).setLease(2), 1);
        assertOrder(compare("k", CompareTarget.VALUE, CompareResult.EQUAL).setVersion(7), 1);
        assertOrder(compare("none", CompareTarget.MOD, CompareResult.EQUAL).setValue(bytes("x")), 0);
    }

    @Test
    void an_unknown_target_compares_zero_with_zero_and_an_unknown_result_holds() {
        Compare.Builder unknown = Compare.newBuilder().setKey(bytes("k")).setTargetValue(17);

        assertOrder(unknown, 0);
        assertThat(holds(Compare.newBuilder()
                        .setKey(bytes("k"))
                        .setResultValue(17)
                        .setVersion(99)))
                .isTrue();
    }

    @Test
    void every_key_of_a_range_must_compare_so() {
        Compare.Builder both = compare("k", CompareTarget.VERSION, CompareResult.GREATER)
                .setVersion(0)
                .setRangeEnd(bytes("z"));

        assertThat(holds(both)).isTrue();
        assertThat(holds(both.clone().setVersion(1))).isFalse();
        assertThat(holds(both.clone().setRangeEnd(bytes("l")).setVersion(1))).isTrue();
    }

    @Test
    void a_range_without_keys_compares_as_an_absent_key() {
        Compare.Builder empty =
                compare("m", CompareTarget.CREATE, CompareResult.EQUAL).setRangeEnd(bytes("z"));

        assertThat(holds(empty.clone().setCreateRevision(0))).isTrue();
        assertThat(holds(empty.clone().setCreateRevision(1))).isFalse();
        assertThat(holds(compare("l", CompareTarget.VALUE, CompareResult.NOT_EQUAL)
                        .setValue(bytes("x"))
                        .setRangeEnd(bytes("a"))))
                .isFalse();
    }

    /** How the key's side stands to the given one: all four results follow from it. */
    private void assertOrder(Compare.Builder compare, int order) {
        assertThat(holds(compare.clone().setResult(CompareResult.EQUAL))).isEqualTo(order == 0);
        assertThat(holds(compare.clone().setResult(CompareResult.NOT_EQUAL))).isEqualTo(order != 0);
        assertThat(holds(compare.clone().setResult(CompareResult.GREATER))).isEqualTo(order > 0);
        assertThat(holds(compare.clone().setResult(CompareResult.LESS))).isEqualTo(order < 0);
    }

    private boolean holds(Compare.Builder compare) {
        return machine.applyOne(command(when(compare.build(), txn())))
                .answer(TxnResponse.class)
                .getSucceeded();
    }
}
