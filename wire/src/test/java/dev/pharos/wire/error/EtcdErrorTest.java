package dev.pharos.wire.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.contract.ContractTable;
import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EtcdErrorTest {
    @Test
    void errors_have_the_text_and_codes_of_the_contract() {
        List<String> rows = Arrays.stream(EtcdError.values())
                .map(error -> ContractTable.row(
                        error.message(),
                        error.declaredCode(),
                        error.codeOnWire(),
                        error.knownToGoClient() ? "known" : "unknown"))
                .toList();

        ContractTable.assertMatches("errors.tsv", rows);
    }

    @Test
    void an_error_is_sent_under_its_code_on_the_wire() {
        assertThat(Arrays.stream(EtcdError.values())).allSatisfy(error -> {
            assertThat(error.toStatus().getCode()).isEqualTo(error.codeOnWire());
            assertThat(error.toException().getStatus().getDescription()).isEqualTo(error.message());
        });
    }

    @Test
    void an_error_is_recognised_by_its_text_under_any_code() {
        Status odd = Status.UNKNOWN.withDescription("etcdserver: requested lease not found");

        assertThat(EtcdError.in(odd.asRuntimeException())).contains(EtcdError.LEASE_NOT_FOUND);
        assertThat(EtcdError.in(new IllegalStateException(odd.asException()))).contains(EtcdError.LEASE_NOT_FOUND);
    }

    @Test
    void a_text_that_only_begins_like_an_error_is_none() {
        assertThat(EtcdError.withMessage("etcdserver: no leader, sorry")).isEmpty();
        assertThat(EtcdError.withMessage(null)).isEmpty();
        assertThat(EtcdError.in(new IllegalStateException("etcdserver: no leader")))
                .isEmpty();
    }

    @Test
    void two_errors_lose_their_code_on_the_way() {
        assertThat(Arrays.stream(EtcdError.values()).filter(error -> error.declaredCode() != error.codeOnWire()))
                .containsExactlyInAnyOrder(EtcdError.NOT_ENOUGH_STARTED_MEMBERS, EtcdError.TOO_MANY_REQUESTS);
    }

    @Test
    void codes_that_changed_are_remembered() {
        FormerCode unavailableTo35 = new FormerCode(Status.Code.UNAVAILABLE, "3.5");

        assertThat(EtcdError.PERMISSION_DENIED.formerCode())
                .contains(new FormerCode(Status.Code.FAILED_PRECONDITION, "3.0"));
        assertThat(EtcdError.NOT_CAPABLE.formerCode()).contains(unavailableTo35);
        assertThat(EtcdError.CLUSTER_VERSION_UNAVAILABLE.formerCode()).contains(unavailableTo35);
        assertThat(EtcdError.NOT_SUPPORTED_FOR_LEARNER.formerCode()).contains(unavailableTo35);
        assertThat(Arrays.stream(EtcdError.values())
                        .filter(error -> error.formerCode().isPresent()))
                .hasSize(4);
    }

    @Test
    void three_errors_ask_for_a_new_token() {
        assertThat(Arrays.stream(EtcdError.values()).filter(EtcdError::wantsNewToken))
                .containsExactlyInAnyOrder(
                        EtcdError.INVALID_AUTH_TOKEN, EtcdError.AUTH_OLD_REVISION, EtcdError.USER_EMPTY);
    }
}
