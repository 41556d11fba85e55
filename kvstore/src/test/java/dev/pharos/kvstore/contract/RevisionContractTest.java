package dev.pharos.kvstore.contract;

import static dev.pharos.kvstore.contract.Member.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 1. */
final class RevisionContractTest {
    private Member member;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        member = Member.quick(folder);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private static RequestOp put(String key) {
        return RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(bytes(key)))
                .build();
    }

    private static RequestOp get(String key) {
        return RequestOp.newBuilder().setRequestRange(Member.keys(key, "")).build();
    }

    @Test
    void rule_1_1_a_new_store_is_at_revision_1_and_the_first_write_gets_2() {
        assertThat(member.revision()).isEqualTo(1);
        assertThat(member.put("a", "1")).isEqualTo(2);
    }

    @Test
    void rule_1_2_all_changes_of_a_transaction_share_one_revision() {
        TxnRequest txn = TxnRequest.newBuilder()
                .addSuccess(put("a"))
                .addSuccess(put("b"))
                .build();
        assertThat(member.connection.kv().txn(txn).getHeader().getRevision()).isEqualTo(2);
        assertThat(member.get("a").getKvs(0).getModRevision()).isEqualTo(2);
        assertThat(member.get("b").getKvs(0).getModRevision()).isEqualTo(2);
    }

    @Test
    void rule_1_3_what_changes_no_key_takes_no_revision() {
        member.delete("nothing", "");
        member.connection.kv().txn(TxnRequest.newBuilder().addSuccess(get("a")).build());
        member.connection.kv().txn(TxnRequest.getDefaultInstance());
        member.grant(7, 100);
        member.connection
                .lease()
                .leaseRevoke(LeaseRevokeRequest.newBuilder().setID(7).build());
        member.compact(1);
        assertThat(member.revision()).isEqualTo(1);
    }

    @Test
    void rule_1_4_the_same_value_again_is_a_new_revision() {
        member.put("a", "1");
        assertThat(member.put("a", "1")).isEqualTo(3);
    }

    @Test
    void rule_1_5_a_range_at_an_old_revision_answers_with_the_current_one_in_the_header() {
        member.put("a", "1");
        member.put("a", "2");
        var old = member.range(Member.keys("a", "").setRevision(2));
        assertThat(old.getHeader().getRevision()).isEqualTo(3);
        assertThat(old.getKvs(0).getValue()).isEqualTo(bytes("1"));
    }

    @Test
    void rule_1_5_reads_in_a_transaction_show_the_old_revision_until_the_first_change() {
        TxnResponse answer = member.connection
                .kv()
                .txn(TxnRequest.newBuilder()
                        .addSuccess(get("a"))
                        .addSuccess(put("a"))
                        .addSuccess(get("a"))
                        .addSuccess(RequestOp.newBuilder()
                                .setRequestDeleteRange(
                                        DeleteRangeRequest.newBuilder().setKey(bytes("z"))))
                        .build());
        assertThat(answer.getResponses(0).getResponseRange().getHeader()).isEqualTo(onlyRevision(1));
        assertThat(answer.getResponses(1).getResponsePut().getHeader()).isEqualTo(onlyRevision(2));
        assertThat(answer.getResponses(2).getResponseRange().getHeader()).isEqualTo(onlyRevision(2));
        assertThat(answer.getResponses(3).getResponseDeleteRange().getHeader()).isEqualTo(onlyRevision(2));
        assertThat(answer.getHeader().getRevision()).isEqualTo(2);
    }

    private static ResponseHeader onlyRevision(long revision) {
        return ResponseHeader.newBuilder().setRevision(revision).build();
    }

    @Test
    void rule_1_6_headers_say_who_answered_and_those_of_the_cluster_service_carry_no_revision() {
        ResponseHeader header = member.get("a").getHeader();
        ResponseHeader cluster = member.connection
                .cluster()
                .memberList(MemberListRequest.getDefaultInstance())
                .getHeader();
        assertThat(header.getClusterId()).isNotZero().isEqualTo(cluster.getClusterId());
        assertThat(header.getMemberId()).isNotZero().isEqualTo(cluster.getMemberId());
        assertThat(header.getRaftTerm()).isPositive().isEqualTo(cluster.getRaftTerm());
        assertThat(cluster.getRevision()).isZero();
        assertThat(member.connection
                        .maintenance()
                        .status(StatusRequest.getDefaultInstance())
                        .getHeader())
                .isEqualTo(header);
    }

    @Test
    void rule_1_7_a_key_counts_its_versions_from_its_creation() {
        member.put("a", "1");
        member.put("a", "2");
        KeyValue second = member.get("a").getKvs(0);
        assertThat(second.getCreateRevision()).isEqualTo(2);
        assertThat(second.getModRevision()).isEqualTo(3);
        assertThat(second.getVersion()).isEqualTo(2);

        member.delete("a", "");
        member.put("a", "3");
        KeyValue again = member.get("a").getKvs(0);
        assertThat(again.getCreateRevision()).isEqualTo(5);
        assertThat(again.getModRevision()).isEqualTo(5);
        assertThat(again.getVersion()).isEqualTo(1);
    }
}
