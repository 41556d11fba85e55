package dev.pharos.wire.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.contract.ContractTable;
import io.grpc.Status;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    @Test
    void gateway_statuses_are_those_of_the_contract() {
        ContractTable.assertMatches(
                "gateway.tsv",
                Arrays.stream(Status.Code.values())
                        .map(code -> ContractTable.row(code, HttpStatus.of(code)))
                        .toList());
    }

    @Test
    void go_names_a_code_in_camel_case() {
        assertThat(Arrays.stream(Status.Code.values()).map(StatusText::nameOf))
                .containsExactly(
                        "OK",
                        "Canceled",
                        "Unknown",
                        "InvalidArgument",
                        "DeadlineExceeded",
                        "NotFound",
                        "AlreadyExists",
                        "PermissionDenied",
                        "ResourceExhausted",
                        "FailedPrecondition",
                        "Aborted",
                        "OutOfRange",
                        "Unimplemented",
                        "Internal",
                        "Unavailable",
                        "DataLoss",
                        "Unauthenticated");
    }

    @Test
    void go_prints_a_status_with_code_and_description() {
        assertThat(StatusText.of(EtcdError.COMPACTED.toStatus()))
                .isEqualTo(
                        "rpc error: code = OutOfRange desc = etcdserver: mvcc: required revision has been compacted");
        assertThat(StatusText.of(Status.INTERNAL)).isEqualTo("rpc error: code = Internal desc = ");
    }

    @Test
    void cancel_reasons_have_the_texts_of_the_contract() {
        assertThat(Arrays.stream(CancelReason.values()).map(CancelReason::text))
                .containsExactly(
                        "rpc error: code = PermissionDenied desc = etcdserver: permission denied",
                        "rpc error: code = Unauthenticated desc = etcdserver: invalid auth token",
                        "rpc error: code = InvalidArgument desc = etcdserver: revision of auth store is old",
                        "rpc error: code = InvalidArgument desc = etcdserver: user name is empty",
                        "mvcc: watcher range is empty",
                        "mvcc: duplicate watch ID provided on the WatchStream",
                        "etcdserver: mvcc: required revision has been compacted");
    }

    @Test
    void a_cancel_reason_is_recognised_by_its_text() {
        assertThat(CancelReason.withText("mvcc: watcher range is empty")).contains(CancelReason.EMPTY_RANGE);
        assertThat(CancelReason.withText("")).isEmpty();
    }

    @Test
    void refusals_below_the_services_have_the_texts_of_the_contract() {
        assertThat(StatusText.of(GrpcRefusal.messageTooLarge(3_000_000, 2_097_152)))
                .isEqualTo("rpc error: code = ResourceExhausted desc = "
                        + "grpc: received message larger than max (3000000 vs. 2097152)");
        assertThat(StatusText.of(GrpcRefusal.unknownService("a.B")))
                .isEqualTo("rpc error: code = Unimplemented desc = unknown service a.B");
        assertThat(StatusText.of(GrpcRefusal.unknownMethod("C", "a.B")))
                .isEqualTo("rpc error: code = Unimplemented desc = unknown method C for service a.B");
        assertThat(StatusText.of(GrpcRefusal.malformedRequest("cut off")))
                .isEqualTo("rpc error: code = Internal desc = grpc: error unmarshalling request: cut off");
    }
}
