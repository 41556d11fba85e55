package dev.pharos.kvstore.contract;

import static dev.pharos.kvstore.contract.Member.assertRefused;
import static dev.pharos.kvstore.contract.Member.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthenticateRequest;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest.DowngradeAction;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.HashRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.SnapshotRequest;
import dev.pharos.wire.proto.etcdserverpb.SnapshotResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 10, and of 8 and 9 what a single member without users can show. */
final class MaintenanceContractTest {
    private static final int PIECE = 32 * 1024;
    private static final long DEFAULT_QUOTA = 2_147_483_648L;

    private Member member;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        member = Member.quick(folder);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private AlarmResponse alarm(AlarmAction action, long id, AlarmType type) {
        return member.connection
                .maintenance()
                .alarm(AlarmRequest.newBuilder()
                        .setAction(action)
                        .setMemberID(id)
                        .setAlarm(type)
                        .build());
    }

    private StatusResponse status() {
        return member.connection.maintenance().status(StatusRequest.getDefaultInstance());
    }

    @Test
    void rule_8_1_without_users_authentication_is_off() {
        var status = member.connection.auth().authStatus(AuthStatusRequest.getDefaultInstance());
        assertThat(status.getEnabled()).isFalse();
        assertThat(status.getAuthRevision()).isEqualTo(1);
        assertRefused(
                EtcdError.AUTH_NOT_ENABLED,
                () -> member.connection
                        .auth()
                        .authenticate(
                                AuthenticateRequest.newBuilder().setName("root").build()));
    }

    @Test
    void rule_9_7_the_member_lists_itself_with_its_addresses() {
        for (boolean linearizable : new boolean[] {true, false}) {
            MemberListResponse list = member.connection
                    .cluster()
                    .memberList(MemberListRequest.newBuilder()
                            .setLinearizable(linearizable)
                            .build());
            assertThat(list.getMembersList()).singleElement().satisfies(only -> {
                assertThat(only.getID()).isEqualTo(list.getHeader().getMemberId());
                assertThat(only.getName()).isEqualTo("default");
                assertThat(only.getPeerURLsList()).hasSize(1);
                assertThat(only.getClientURLsList()).hasSize(1);
                assertThat(only.getIsLearner()).isFalse();
            });
        }
    }

    @Test
    void rule_10_1_alarms_are_raised_listed_and_cleared_one_by_one() {
        AlarmMember raised = AlarmMember.newBuilder()
                .setMemberID(5)
                .setAlarm(AlarmType.NOSPACE)
                .build();
        assertThat(alarm(AlarmAction.ACTIVATE, 5, AlarmType.NOSPACE).getAlarmsList())
                .containsExactly(raised);
        assertThat(alarm(AlarmAction.GET, 0, AlarmType.NONE).getAlarmsList()).containsExactly(raised);
        assertThat(alarm(AlarmAction.GET, 0, AlarmType.CORRUPT).getAlarmsList()).isEmpty();
        assertThat(alarm(AlarmAction.DEACTIVATE, 0, AlarmType.NOSPACE).getAlarmsList())
                .isEmpty();
        assertThat(alarm(AlarmAction.DEACTIVATE, 5, AlarmType.NOSPACE).getAlarmsList())
                .containsExactly(raised);
        assertThat(alarm(AlarmAction.GET, 0, AlarmType.NONE).getAlarmsList()).isEmpty();
    }

    @Test
    void rule_10_2_what_would_pass_the_quota_is_refused_and_raises_the_alarm(
            @TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        try (Member small = Member.start(folder, "--quota-backend-bytes=1")) {
            assertRefused(EtcdError.NO_SPACE, () -> small.put("a", "1"));
            assertRefused(EtcdError.NO_SPACE, () -> small.grant(1, 100));
            StatusResponse status = small.connection.maintenance().status(StatusRequest.getDefaultInstance());
            assertThat(status.getErrorsList())
                    .containsExactly("memberID:"
                            + Long.toUnsignedString(status.getHeader().getMemberId()) + " alarm:NOSPACE");
            assertThat(status.getDbSizeQuota()).isEqualTo(1);
        }
    }

    @Test
    void rule_10_3_without_space_puts_and_grants_are_refused_and_the_rest_works() {
        member.put("a", "1");
        alarm(AlarmAction.ACTIVATE, 1, AlarmType.NOSPACE);
        assertRefused(EtcdError.NO_SPACE, () -> member.put("a", "2"));
        assertRefused(EtcdError.NO_SPACE, () -> member.grant(1, 100));
        TxnRequest putting = TxnRequest.newBuilder()
                .addFailure(RequestOp.newBuilder()
                        .setRequestPut(PutRequest.newBuilder().setKey(bytes("a"))))
                .build();
        assertRefused(EtcdError.NO_SPACE, () -> member.connection.kv().txn(putting));
        assertThat(member.get("a").getKvsCount()).isEqualTo(1);
        assertThat(member.delete("a", "").getDeleted()).isEqualTo(1);
        member.compact(2);
        alarm(AlarmAction.DEACTIVATE, 1, AlarmType.NOSPACE);
        member.put("a", "2");
    }

    @Test
    void rule_10_4_a_corrupt_cluster_only_reads() {
        member.put("a", "1");
        alarm(AlarmAction.ACTIVATE, 1, AlarmType.NOSPACE);
        alarm(AlarmAction.ACTIVATE, 1, AlarmType.CORRUPT);
        assertRefused(EtcdError.CORRUPT, () -> member.put("a", "2"));
        assertRefused(EtcdError.CORRUPT, () -> member.delete("a", ""));
        assertRefused(EtcdError.CORRUPT, () -> member.compact(1));
        assertRefused(EtcdError.CORRUPT, () -> member.grant(1, 100));
        assertThat(member.get("a").getKvsCount()).isEqualTo(1);
        TxnRequest reading = TxnRequest.newBuilder()
                .addSuccess(RequestOp.newBuilder().setRequestRange(Member.keys("a", "")))
                .build();
        assertThat(member.connection.kv().txn(reading).getSucceeded()).isTrue();
    }

    @Test
    void rule_10_5_defragment_answers_without_a_header() {
        assertThat(member.connection
                        .maintenance()
                        .defragment(DefragmentRequest.getDefaultInstance())
                        .hasHeader())
                .isFalse();
    }

    @Test
    void rule_10_6_the_hash_of_everything_answers() {
        assertThat(member.connection
                        .maintenance()
                        .hash(HashRequest.getDefaultInstance())
                        .getHeader()
                        .getRevision())
                .isEqualTo(1);
    }

    private HashKVResponse hash(long revision) {
        return member.connection
                .maintenance()
                .hashKV(HashKVRequest.newBuilder().setRevision(revision).build());
    }

    @Test
    void rule_10_7_the_hash_at_a_compacted_revision_is_that_from_before() {
        member.put("a", "1");
        member.put("a", "2");
        HashKVResponse before = hash(3);
        member.put("a", "3");
        assertThat(hash(3).getHash()).isEqualTo(before.getHash());
        member.compact(3);
        HashKVResponse after = hash(3);
        assertThat(after.getHash()).isEqualTo(before.getHash());
        assertThat(after.getCompactRevision()).isEqualTo(-1);
        assertThat(after.getHashRevision()).isEqualTo(3);
        assertThat(after.getHeader().getRevision()).isEqualTo(4);
        assertThat(hash(0).getCompactRevision()).isEqualTo(3);
    }

    @Test
    void rule_10_7_a_compaction_at_a_deletion_keeps_it_and_so_leaves_out_what_is_older() {
        member.put("a", "1");
        member.compact(2);
        member.delete("a", "");
        member.compact(3);
        CRC32C expected = new CRC32C();
        expected.update("key".getBytes(UTF_8));
        ByteBuffer storageKey = ByteBuffer.allocate(18);
        storageKey.putLong(3).put((byte) '_').putLong(0).put((byte) 't');
        expected.update(storageKey.array());
        expected.update(KeyValue.newBuilder().setKey(bytes("a")).build().toByteArray());
        HashKVResponse answer = hash(3);
        assertThat(answer.getHash()).isEqualTo((int) expected.getValue());
        assertThat(answer.getCompactRevision()).isEqualTo(2);
    }

    @Test
    void rule_10_8_hashes_of_the_future_and_of_what_was_compacted_are_refused() {
        member.put("a", "1");
        member.put("a", "2");
        member.compact(3);
        assertRefused(EtcdError.FUTURE_REVISION, () -> hash(4));
        assertRefused(EtcdError.COMPACTED, () -> hash(2));
    }

    @Test
    void rule_10_9_a_snapshot_comes_in_pieces_and_ends_with_its_digest() throws NoSuchAlgorithmException {
        for (int i = 0; i < 20; i++) {
            member.put(PutRequest.newBuilder().setKey(bytes("k" + i)).setValue(ByteString.copyFrom(new byte[10_000])));
        }
        List<SnapshotResponse> pieces = new ArrayList<>();
        member.connection
                .maintenance()
                .snapshot(SnapshotRequest.getDefaultInstance())
                .forEachRemaining(pieces::add);
        SnapshotResponse last = pieces.remove(pieces.size() - 1);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long left = pieces.stream().mapToLong(piece -> piece.getBlob().size()).sum();
        for (SnapshotResponse piece : pieces) {
            left -= piece.getBlob().size();
            assertThat(piece.getRemainingBytes()).isEqualTo(left);
            assertThat(piece.getBlob().size())
                    .isEqualTo(left == 0 ? piece.getBlob().size() : PIECE);
            assertThat(piece.getVersion()).isNotEmpty();
            digest.update(piece.getBlob().toByteArray());
        }
        assertThat(last.getBlob().toByteArray()).isEqualTo(digest.digest());
        assertThat(last.getRemainingBytes()).isZero();
    }

    @Test
    void rule_10_10_the_status_says_how_the_member_is() {
        member.put("a", "1");
        StatusResponse status = status();
        assertThat(status.getVersion()).startsWith("3.6");
        assertThat(status.getStorageVersion()).isNotEmpty();
        assertThat(status.getLeader()).isEqualTo(status.getHeader().getMemberId());
        assertThat(status.getRaftIndex()).isPositive();
        assertThat(status.getRaftAppliedIndex()).isPositive().isLessThanOrEqualTo(status.getRaftIndex());
        assertThat(status.getRaftTerm()).isEqualTo(status.getHeader().getRaftTerm());
        assertThat(status.getDbSize()).isPositive();
        assertThat(status.getDbSizeInUse()).isPositive().isLessThanOrEqualTo(status.getDbSize());
        assertThat(status.getErrorsList()).isEmpty();
        assertThat(status.getIsLearner()).isFalse();
        assertThat(status.getDowngradeInfo().getEnabled()).isFalse();
    }

    @Test
    void rule_10_10_the_status_names_the_quota_in_effect() {
        assertThat(status().getDbSizeQuota()).isEqualTo(DEFAULT_QUOTA);
    }

    @Test
    void rule_10_11_leadership_moves_only_to_a_voting_member() {
        assertRefused(EtcdError.BAD_LEADER_TRANSFEREE, () -> moveTo(5));
        moveTo(status().getLeader());
    }

    private void moveTo(long target) {
        assertThat(member.connection
                        .maintenance()
                        .moveLeader(MoveLeaderRequest.newBuilder()
                                .setTargetID(target)
                                .build())
                        .hasHeader())
                .isFalse();
    }

    @Test
    void rule_10_12_a_downgrade_goes_one_minor_version_down() {
        assertRefused(EtcdError.INVALID_DOWNGRADE_TARGET, () -> downgrade(DowngradeAction.VALIDATE, "3.4.0"));
        assertRefused(EtcdError.WRONG_DOWNGRADE_VERSION_FORMAT, () -> downgrade(DowngradeAction.VALIDATE, "new"));
        assertRefused(EtcdError.WRONG_DOWNGRADE_VERSION_FORMAT, () -> downgrade(DowngradeAction.ENABLE, ""));
        assertThat(downgrade(DowngradeAction.VALIDATE, "3.5")).isEqualTo("3.6");
        assertThat(downgrade(DowngradeAction.CANCEL, "")).isEqualTo("3.6");
    }

    private String downgrade(DowngradeAction action, String version) {
        return member.connection
                .maintenance()
                .downgrade(DowngradeRequest.newBuilder()
                        .setAction(action)
                        .setVersion(version)
                        .build())
                .getVersion();
    }
}
