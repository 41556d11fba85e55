package dev.pharos.kvstore.contract;

import static dev.pharos.kvstore.contract.Member.ALL;
import static dev.pharos.kvstore.contract.Member.assertRefused;
import static dev.pharos.kvstore.contract.Member.bytes;
import static dev.pharos.kvstore.contract.Member.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections 3, 5 and 12. */
final class WriteContractTest {
    private Member member;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        member = Member.quick(folder);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private static PutRequest.Builder put(String key) {
        return PutRequest.newBuilder().setKey(bytes(key));
    }

    @Test
    void rule_3_1_prev_kv_is_the_pair_before_the_call() {
        PutResponse first = member.connection.kv().put(put("a").setPrevKv(true).build());
        assertThat(first.hasPrevKv()).isFalse();
        member.put("a", "1");
        PutResponse second = member.connection.kv().put(put("a").setPrevKv(true).build());
        assertThat(second.getPrevKv().getValue()).isEqualTo(bytes("1"));
        assertThat(second.getPrevKv().getVersion()).isEqualTo(2);
    }

    @Test
    void rule_3_2_ignored_parts_keep_what_the_key_has() {
        member.grant(7, 1000);
        member.put(put("a").setValue(bytes("1")).setLease(7));
        member.put(put("a").setIgnoreValue(true).setIgnoreLease(true));
        var pair = member.get("a").getKvs(0);
        assertThat(pair.getValue()).isEqualTo(bytes("1"));
        assertThat(pair.getLease()).isEqualTo(7);
        assertThat(pair.getVersion()).isEqualTo(2);
    }

    @Test
    void rule_3_2_ignored_parts_must_be_there_and_must_not_be_given() {
        assertRefused(EtcdError.KEY_NOT_FOUND, () -> member.put(put("a").setIgnoreValue(true)));
        assertRefused(EtcdError.KEY_NOT_FOUND, () -> member.put(put("a").setIgnoreLease(true)));
        assertRefused(
                EtcdError.VALUE_PROVIDED,
                () -> member.put(put("a").setIgnoreValue(true).setValue(bytes("1"))));
        assertRefused(
                EtcdError.LEASE_PROVIDED,
                () -> member.put(put("a").setIgnoreLease(true).setLease(7)));
    }

    @Test
    void rule_3_3_a_lease_must_exist_and_each_put_attaches_anew() {
        assertRefused(EtcdError.LEASE_NOT_FOUND, () -> member.put(put("a").setLease(7)));
        member.grant(7, 1000);
        member.put(put("a").setLease(7));
        assertThat(member.get("a").getKvs(0).getLease()).isEqualTo(7);
        member.put(put("a"));
        assertThat(member.get("a").getKvs(0).getLease()).isZero();
    }

    @Test
    void rule_3_4_delete_counts_and_returns_pairs_in_key_order() {
        member.put("b", "2");
        member.put("a", "1");
        DeleteRangeResponse answer = member.delete("a", "c");
        assertThat(answer.getDeleted()).isEqualTo(2);
        assertThat(answer.getPrevKvsList()).extracting("key").containsExactly(bytes("a"), bytes("b"));
        assertRefused(EtcdError.EMPTY_KEY, () -> member.delete("", "c"));
        assertThat(member.connection
                        .kv()
                        .deleteRange(DeleteRangeRequest.newBuilder()
                                .setKey(ALL)
                                .setRangeEnd(ALL)
                                .build())
                        .getDeleted())
                .isZero();
    }

    @Test
    void rule_5_1_compaction_refuses_what_was_compacted_and_the_future() {
        member.put("a", "1");
        member.put("a", "2");
        member.compact(2);
        assertRefused(EtcdError.COMPACTED, () -> member.compact(2));
        assertRefused(EtcdError.COMPACTED, () -> member.compact(1));
        assertRefused(EtcdError.COMPACTED, () -> member.compact(-1));
        assertRefused(EtcdError.FUTURE_REVISION, () -> member.compact(4));
        assertThat(member.revision()).isEqualTo(3);
    }

    @Test
    void rule_5_1_before_the_first_compaction_the_compact_revision_is_minus_1() {
        var hash = member.connection.maintenance().hashKV(HashKVRequest.getDefaultInstance());
        assertThat(hash.getCompactRevision()).isEqualTo(-1);
        assertThat(hash.getHashRevision()).isEqualTo(1);
        member.connection
                .kv()
                .compact(CompactionRequest.newBuilder().setRevision(0).build());
    }

    @Test
    void rule_5_2_the_newest_version_at_the_compact_revision_is_kept() {
        member.put("a", "1");
        member.put("a", "2");
        member.put("b", "1");
        member.delete("b", "");
        member.compact(5);
        assertThat(member.range(Member.everything().setRevision(5)).getKvs(0).getValue())
                .isEqualTo(bytes("2"));
        assertThat(member.range(Member.everything()).getCount()).isEqualTo(1);
    }

    @Test
    void rule_5_4_what_is_older_than_a_period_is_compacted_by_itself_and_nothing_younger(
            @TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        long period = TimeUnit.SECONDS.toNanos(1);
        try (Member other = Member.start(folder, "--auto-compaction-retention=1s")) {
            Map<Long, Long> writtenAfter = new HashMap<>();
            List<Long> compacted = new ArrayList<>(List.of(-1L));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (compacted.size() < 3) {
                assertThat(System.nanoTime()).as("compacted at %s", compacted).isLessThan(deadline);
                long before = System.nanoTime();
                writtenAfter.put(other.put("a", "1"), before);
                long told = other.connection
                        .maintenance()
                        .hashKV(HashKVRequest.getDefaultInstance())
                        .getCompactRevision();
                if (told > compacted.get(compacted.size() - 1)) {
                    // The new store's own revision was written by nobody.
                    long written = told == 1 ? before - period : writtenAfter.get(told);
                    assertThat(System.nanoTime() - written)
                            .as("age of %d", told)
                            .isGreaterThanOrEqualTo(period);
                    compacted.add(told);
                }
            }
        }
    }

    @Test
    void rule_12_3_a_request_beyond_the_limits_is_refused_in_two_ways() {
        Status large = failure(() -> member.put(put("a").setValue(ByteString.copyFrom(new byte[1_572_864]))));
        assertThat(large.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(large.getDescription()).isEqualTo("etcdserver: request is too large");
        PutRequest huge =
                put("a").setValue(ByteString.copyFrom(new byte[2_097_152])).build();
        Status refused = failure(() -> member.put(huge.toBuilder()));
        assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.getDescription())
                .isEqualTo("grpc: received message larger than max (" + huge.getSerializedSize() + " vs. 2097152)");
    }

    @Test
    void rule_12_6_a_call_that_wants_a_leader_passes_while_there_is_one() {
        Metadata wish = new Metadata();
        wish.put(Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER), "true");
        wish.put(Metadata.Key.of("client-api-version", Metadata.ASCII_STRING_MARSHALLER), "3.6");
        PutResponse answer = member.connection
                .kv()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(wish))
                .put(put("a").build());
        assertThat(answer.getHeader().getRevision()).isEqualTo(2);
    }
}
