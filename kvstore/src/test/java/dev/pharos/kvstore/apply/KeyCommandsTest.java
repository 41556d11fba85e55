package dev.pharos.kvstore.apply;

import static dev.pharos.kvstore.apply.Commands.command;
import static dev.pharos.kvstore.apply.Commands.compact;
import static dev.pharos.kvstore.apply.Commands.grant;
import static dev.pharos.kvstore.apply.Commands.revoke;
import static dev.pharos.kvstore.request.Requests.bytes;
import static dev.pharos.kvstore.request.Requests.delete;
import static dev.pharos.kvstore.request.Requests.everything;
import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.request.Requests.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.CompactionResponse;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.value.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandsTest {
    private static final long LEASE = 77;

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
    void the_first_write_of_a_new_store_gets_revision_2() {
        assertThat(machine.store().revision()).isEqualTo(1);
        assertThat(store("a", "1", 0).getHeader().getRevision()).isEqualTo(2);
    }

    @Test
    void a_header_names_the_cluster_the_member_the_term_and_the_new_revision() {
        ResponseHeader header = store("a", "1", 0).getHeader();

        assertThat(header)
                .isEqualTo(ResponseHeader.newBuilder()
                        .setClusterId(MachineUnderTest.CLUSTER)
                        .setMemberId(MachineUnderTest.MEMBER)
                        .setRaftTerm(MachineUnderTest.TERM)
                        .setRevision(2)
                        .build());
    }

    @Test
    void a_key_counts_its_versions_until_it_is_deleted() {
        store("a", "1", 0);
        store("a", "1", 0);
        assertThat(get("a")).isEqualTo(pair("a", "1", new Facts(2, 3, 2, 0)));

        machine.applyOne(command(delete("a")));
        store("a", "2", 0);
        assertThat(get("a")).isEqualTo(pair("a", "2", new Facts(5, 5, 1, 0)));
    }

    @Test
    void nothing_that_changes_no_key_moves_the_revision() {
        store("a", "1", 0);
        machine.apply(command(delete("nothing")), command(range("a")), grant(LEASE, 60), revoke(LEASE), compact(2));

        assertThat(machine.store().revision()).isEqualTo(2);
    }

    @Test
    void the_entries_of_one_batch_have_revisions_of_their_own() {
        List<Outcome> outcomes = machine.apply(command(put("a", "1")), command(put("b", "1")), command(delete("a")));

        assertThat(outcomes.get(0).answer(PutResponse.class).getHeader().getRevision())
                .isEqualTo(2);
        assertThat(outcomes.get(1).answer(PutResponse.class).getHeader().getRevision())
                .isEqualTo(3);
        assertThat(outcomes.get(2).answer(DeleteRangeResponse.class).getHeader().getRevision())
                .isEqualTo(4);
    }

    @Test
    void the_pair_before_comes_with_the_answer_if_asked_for_and_there_was_one() {
        PutResponse first =
                answer(command(put("a", "1").toBuilder().setPrevKv(true).build()), PutResponse.class);
        PutResponse second =
                answer(command(put("a", "2").toBuilder().setPrevKv(true).build()), PutResponse.class);

        assertThat(first.hasPrevKv()).isFalse();
        assertThat(second.getPrevKv()).isEqualTo(pair("a", "1", new Facts(2, 2, 1, 0)));
    }

    @Test
    void a_put_keeps_value_or_lease_as_told() {
        machine.applyOne(grant(LEASE, 60));
        store("a", "1", LEASE);
        machine.applyOne(command(put("a", "2").toBuilder().setIgnoreLease(true).build()));
        assertThat(get("a")).isEqualTo(pair("a", "2", new Facts(2, 3, 2, LEASE)));

        machine.applyOne(command(put("a", "").toBuilder().setIgnoreValue(true).build()));
        assertThat(get("a")).isEqualTo(pair("a", "2", new Facts(2, 4, 3, 0)));
        assertThat(machine.parts().leases().keysOf(LEASE)).isEmpty();
    }

    @Test
    void what_is_not_there_cannot_be_kept() {
        assertRefused(command(put("a", "").toBuilder().setIgnoreValue(true).build()), EtcdError.KEY_NOT_FOUND);
        assertRefused(command(put("a", "1").toBuilder().setIgnoreLease(true).build()), EtcdError.KEY_NOT_FOUND);
    }

    @Test
    void a_missing_lease_is_found_before_a_missing_key() {
        assertRefused(
                command(put("a", "", LEASE).toBuilder().setIgnoreValue(true).build()), EtcdError.LEASE_NOT_FOUND);
    }

    @Test
    void the_lease_of_a_put_may_have_ended_in_the_entry_before() {
        machine.applyOne(grant(LEASE, 60));
        store("a", "1", LEASE);

        List<Outcome> outcomes = machine.apply(
                revoke(LEASE),
                command(put("b", "1", LEASE)),
                command(put("a", "2").toBuilder().setIgnoreLease(true).build()));

        assertThat(outcomes.get(0).answer(LeaseRevokeResponse.class).getHeader().getRevision())
                .isEqualTo(3);
        assertThat(error(outcomes.get(1))).isEqualTo(EtcdError.LEASE_NOT_FOUND);
        assertThat(error(outcomes.get(2))).isEqualTo(EtcdError.KEY_NOT_FOUND);
        assertThat(machine.store().revision()).isEqualTo(3);
    }

    @Test
    void a_delete_answers_with_what_it_removed_in_the_order_of_keys() {
        store("b", "2", 0);
        store("a", "1", 0);
        store("d", "4", 0);
        DeleteRangeResponse response =
                answer(command(delete("a", "d").toBuilder().setPrevKv(true).build()), DeleteRangeResponse.class);

        assertThat(response.getDeleted()).isEqualTo(2);
        assertThat(response.getPrevKvsList())
                .containsExactly(pair("a", "1", new Facts(3, 3, 1, 0)), pair("b", "2", new Facts(2, 2, 1, 0)));
        assertThat(response.getHeader().getRevision()).isEqualTo(5);
    }

    @Test
    void a_range_in_the_log_sees_the_entries_before_it_and_carries_a_whole_header() {
        List<Outcome> outcomes = machine.apply(command(put("a", "1")), command(range("a")));
        RangeResponse response = outcomes.get(1).answer(RangeResponse.class);

        assertThat(response.getKvsList()).containsExactly(pair("a", "1", new Facts(2, 2, 1, 0)));
        assertThat(response.getHeader().getMemberId()).isEqualTo(MachineUnderTest.MEMBER);
        assertThat(response.getHeader().getRevision()).isEqualTo(2);
    }

    @Test
    void keys_hang_on_the_lease_of_their_last_put() {
        machine.apply(grant(1, 60), grant(2, 60));
        store("a", "1", 1);
        store("a", "2", 2);
        assertThat(machine.parts().leases().keysOf(1)).isEmpty();
        assertThat(machine.parts().leases().keysOf(2)).containsExactly(Bytes.fromUtf8("a"));

        machine.applyOne(command(delete("a")));
        assertThat(machine.parts().leases().keysOf(2)).isEmpty();
    }

    @Test
    void revoking_a_lease_deletes_its_keys_in_one_revision_sorted() {
        machine.applyOne(grant(LEASE, 60));
        store("b", "1", LEASE);
        store("a", "1", LEASE);
        store("c", "1", 0);
        machine.commits.clear();

        assertThat(answer(revoke(LEASE), LeaseRevokeResponse.class).getHeader().getRevision())
                .isEqualTo(5);
        assertThat(machine.commits).singleElement().satisfies(commit -> {
            assertThat(commit.events())
                    .extracting(event -> event.key().toUtf8())
                    .containsExactly("a", "b");
            assertThat(commit.events()).allMatch(event -> event.revision() == 5);
        });
        assertRefused(revoke(LEASE), EtcdError.LEASE_NOT_FOUND);
    }

    @Test
    void a_grant_answers_with_the_ttl_that_counts() {
        LeaseGrantResponse negative = answer(grant(-5, -10), LeaseGrantResponse.class);

        assertThat(negative.getID()).isEqualTo(-5);
        assertThat(negative.getTTL()).isEqualTo(2);
        assertRefused(grant(-5, 60), EtcdError.LEASE_EXISTS);
        assertRefused(grant(6, 9_000_000_001L), EtcdError.LEASE_TTL_TOO_LARGE);
        assertRefused(grant(0, 60), EtcdError.LEASE_NOT_FOUND);
    }

    @Test
    void a_compaction_is_refused_behind_the_last_one_and_beyond_the_present() {
        store("a", "1", 0);
        store("a", "2", 0);

        assertRefused(compact(4), EtcdError.FUTURE_REVISION);
        assertThat(answer(compact(3), CompactionResponse.class).getHeader().getRevision())
                .isEqualTo(3);
        assertRefused(compact(3), EtcdError.COMPACTED);
        assertRefused(compact(-1), EtcdError.COMPACTED);
    }

    @Test
    void a_compaction_says_when_its_removal_has_ended() {
        store("a", "1", 0);
        store("a", "2", 0);

        assertThat(machine.applyOne(compact(3)).settled().toCompletableFuture().thenApply(done -> true))
                .succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void a_refused_command_leaves_no_trace() {
        machine.applyOne(grant(LEASE, 60));
        store("a", "1", LEASE);
        Map<String, String> before = machine.rows();
        machine.commits.clear();
        machine.apply(
                command(put("a", "2", 999)),
                grant(LEASE, 5),
                revoke(998),
                compact(50),
                command(put("x", "").toBuilder().setIgnoreValue(true).build()));

        assertThat(machine.rows()).isEqualTo(before);
        assertThat(machine.store().revision()).isEqualTo(2);
        assertThat(machine.commits).isEmpty();
        assertThat(machine.parts().leases().leaseOf(Bytes.fromUtf8("a"))).isEqualTo(LEASE);
        assertThat(machine.machine().recovered().applied().index()).isEqualTo(machine.lastIndex());
    }

    private PutResponse store(String key, String value, long lease) {
        return answer(command(put(key, value, lease)), PutResponse.class);
    }

    private KeyValue get(String key) {
        RangeResponse all = answer(command(everything()), RangeResponse.class);
        return all.getKvsList().stream()
                .filter(pair -> pair.getKey().toStringUtf8().equals(key))
                .findFirst()
                .orElseThrow();
    }

    static KeyValue pair(String key, String value, Facts facts) {
        return KeyValue.newBuilder()
                .setKey(bytes(key))
                .setValue(bytes(value))
                .setCreateRevision(facts.createRevision())
                .setModRevision(facts.modRevision())
                .setVersion(facts.version())
                .setLease(facts.lease())
                .build();
    }

    private <T extends Message> T answer(InternalRaftRequest.Builder request, Class<T> type) {
        return machine.applyOne(request).answer(type);
    }

    private void assertRefused(InternalRaftRequest.Builder request, EtcdError error) {
        Outcome outcome = machine.applyOne(request);
        assertThatThrownBy(() -> outcome.answer(Message.class)).isInstanceOf(Refusal.class);
        assertThat(error(outcome)).isEqualTo(error);
    }

    static EtcdError error(Outcome outcome) {
        try {
            outcome.answer(Message.class);
        } catch (Refusal refusal) {
            return refusal.error();
        }
        throw new AssertionError("not refused");
    }
}
