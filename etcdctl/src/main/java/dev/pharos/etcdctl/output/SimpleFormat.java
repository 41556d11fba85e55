package dev.pharos.etcdctl.output;

import com.google.protobuf.ByteString;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.GoDuration;
import dev.pharos.etcdctl.text.Numerals;
import dev.pharos.wire.proto.authpb.Permission;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleAddResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleDeleteResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGetResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGrantPermissionResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleListResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleRevokePermissionResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserAddResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserChangePasswordResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserDeleteResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGetResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGrantRoleResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserListResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserRevokeRoleResponse;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest.DowngradeAction;
import dev.pharos.wire.proto.etcdserverpb.DowngradeResponse;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberAddResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateResponse;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderResponse;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.List;
import java.util.function.Predicate;

/** The form for people: as little as possible. */
final class SimpleFormat implements Format {
    /** What of a pair is shown. */
    enum Parts {
        KEYS_AND_VALUES,
        VALUES
    }

    private final Sink sink;
    private final Look look;
    private final Parts parts;

    SimpleFormat(Sink sink, Look look, Parts parts) {
        this.sink = sink;
        this.look = look;
        this.parts = parts;
    }

    @Override
    public String name() {
        return "simple";
    }

    private void pair(KeyValue pair) {
        if (parts == Parts.KEYS_AND_VALUES) {
            sink.line(shown(pair.getKey()));
        }
        sink.line(shown(pair.getValue()));
    }

    private String shown(ByteString bytes) {
        String text = ByteText.of(bytes);
        return look == Look.HEX ? Numerals.escapedBytes(text) : text;
    }

    @Override
    public void range(RangeResponse answer) {
        answer.getKvsList().forEach(this::pair);
    }

    @Override
    public void put(PutResponse answer) {
        sink.line("OK");
        if (answer.hasPrevKv()) {
            pair(answer.getPrevKv());
        }
    }

    @Override
    public void deleted(DeleteRangeResponse answer) {
        sink.line(Long.toString(answer.getDeleted()));
        answer.getPrevKvsList().forEach(this::pair);
    }

    @Override
    public void txn(TxnResponse answer) {
        sink.line(answer.getSucceeded() ? "SUCCESS" : "FAILURE");
        for (ResponseOp part : answer.getResponsesList()) {
            sink.line("");
            switch (part.getResponseCase()) {
                case RESPONSE_RANGE -> range(part.getResponseRange());
                case RESPONSE_PUT -> put(part.getResponsePut());
                case RESPONSE_DELETE_RANGE -> deleted(part.getResponseDeleteRange());
                case RESPONSE_TXN -> txn(part.getResponseTxn());
                case RESPONSE_NOT_SET -> {}
            }
        }
    }

    @Override
    public void watch(WatchResponse answer) {
        for (Event event : answer.getEventsList()) {
            sink.line(event.getType().name());
            if (event.hasPrevKv()) {
                pair(event.getPrevKv());
            }
            pair(event.getKv());
        }
    }

    @Override
    public void granted(LeaseGrantResponse answer) {
        sink.line("lease " + Numerals.hex16(answer.getID()) + " granted with TTL(" + answer.getTTL() + "s)");
    }

    @Override
    public void revoked(long lease, LeaseRevokeResponse answer) {
        sink.line("lease " + Numerals.hex16(lease) + " revoked");
    }

    @Override
    public void renewed(LeaseKeepAliveResponse answer) {
        sink.line("lease " + Numerals.hex16(answer.getID()) + " keepalived with TTL(" + answer.getTTL() + ")");
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse answer, AttachedKeys keys) {
        String lease = "lease " + Numerals.hex16(answer.getID());
        if (answer.getGrantedTTL() == 0 && answer.getTTL() == -1) {
            sink.line(lease + " already expired");
            return;
        }
        sink.print(lease + " granted with TTL(" + answer.getGrantedTTL() + "s), remaining(" + answer.getTTL() + "s)");
        if (keys == AttachedKeys.SHOWN) {
            List<String> attached =
                    answer.getKeysList().stream().map(ByteText::of).toList();
            sink.print(", attached keys([" + String.join(" ", attached) + "])");
        }
        sink.line("");
    }

    @Override
    public void leases(LeaseLeasesResponse answer) {
        sink.line("found " + answer.getLeasesCount() + " leases");
        answer.getLeasesList().forEach(lease -> sink.line(Numerals.hex16(lease.getID())));
    }

    @Override
    public void members(MemberListResponse answer) {
        answer.getMembersList().forEach(member -> sink.line(String.join(", ", Rows.member(member))));
    }

    private void changed(String what, long member, ResponseHeader header) {
        String cluster = Numerals.hexColumn(header.getClusterId());
        sink.line("Member " + Numerals.hexColumn(member) + " " + what + " cluster " + cluster);
    }

    @Override
    public void memberAdded(MemberAddResponse answer) {
        Member member = answer.getMember();
        changed(member.getIsLearner() ? "added as learner to" : "added to", member.getID(), answer.getHeader());
    }

    @Override
    public void memberRemoved(long member, MemberRemoveResponse answer) {
        changed("removed from", member, answer.getHeader());
    }

    @Override
    public void memberUpdated(long member, MemberUpdateResponse answer) {
        changed("updated in", member, answer.getHeader());
    }

    @Override
    public void memberPromoted(long member, MemberPromoteResponse answer) {
        changed("promoted in", member, answer.getHeader());
    }

    @Override
    public void health(List<Health> endpoints) {
        for (Health health : endpoints) {
            if (health.isHealthy()) {
                String took = GoDuration.format(health.took());
                sink.line(health.endpoint() + " is healthy: successfully committed proposal: took = " + took);
            }
        }
    }

    @Override
    public void statuses(List<EndpointAnswer<StatusResponse>> endpoints) {
        endpoints.forEach(endpoint -> sink.line(String.join(", ", Rows.status(endpoint))));
    }

    @Override
    public void hashes(List<EndpointAnswer<HashKVResponse>> endpoints) {
        endpoints.forEach(endpoint -> sink.line(String.join(", ", Rows.hash(endpoint))));
    }

    @Override
    public void leaderMoved(long from, long to, MoveLeaderResponse answer) {
        sink.line("Leadership transferred from " + Numerals.hex(from) + " to " + Numerals.hex(to));
    }

    @Override
    public void downgrade(DowngradeAction action, DowngradeResponse answer) {
        String what = switch (action) {
            case VALIDATE -> "validate";
            case ENABLE -> "enable";
            case CANCEL -> "cancel";
            case UNRECOGNIZED -> throw new IllegalStateException("no command asks for this");
        };
        sink.line("Downgrade " + what + " success, cluster version " + ByteText.of(answer.getVersionBytes()));
    }

    @Override
    public void alarms(AlarmResponse answer) {
        for (AlarmMember alarm : answer.getAlarmsList()) {
            String member = Numerals.unsigned(alarm.getMemberID());
            sink.line("memberID:" + member + " alarm:" + alarm.getAlarm().name());
        }
    }

    @Override
    public void authStatus(AuthStatusResponse answer) {
        sink.line("Authentication Status: " + answer.getEnabled());
        sink.line("AuthRevision: " + Numerals.unsigned(answer.getAuthRevision()));
    }

    @Override
    public void userAdded(String user, AuthUserAddResponse answer) {
        sink.line("User " + user + " created");
    }

    @Override
    public void user(String user, AuthUserGetResponse answer) {
        sink.line("User: " + user);
        sink.print("Roles:");
        answer.getRolesList().asByteStringList().forEach(role -> sink.print(" " + ByteText.of(role)));
        sink.line("");
    }

    @Override
    public void users(AuthUserListResponse answer) {
        answer.getUsersList().asByteStringList().forEach(user -> sink.line(ByteText.of(user)));
    }

    @Override
    public void userDeleted(String user, AuthUserDeleteResponse answer) {
        sink.line("User " + user + " deleted");
    }

    @Override
    public void passwordChanged(AuthUserChangePasswordResponse answer) {
        sink.line("Password updated");
    }

    @Override
    public void roleGranted(String user, String role, AuthUserGrantRoleResponse answer) {
        sink.line("Role " + role + " is granted to user " + user);
    }

    @Override
    public void roleRevoked(String user, String role, AuthUserRevokeRoleResponse answer) {
        sink.line("Role " + role + " is revoked from user " + user);
    }

    @Override
    public void roleAdded(String role, AuthRoleAddResponse answer) {
        sink.line("Role " + role + " created");
    }

    @Override
    public void role(String role, AuthRoleGetResponse answer) {
        sink.line("Role " + role);
        boolean isRoot = role.equals("root") && answer.getPermCount() == 0;
        sink.line("KV Read:");
        permissions(isRoot, answer, type -> type != Permission.Type.WRITE);
        sink.line("KV Write:");
        permissions(isRoot, answer, type -> type != Permission.Type.READ);
    }

    private void permissions(boolean isRoot, AuthRoleGetResponse answer, Predicate<Permission.Type> wanted) {
        if (isRoot) {
            sink.line("\t[, <open ended>");
        }
        for (Permission permission : answer.getPermList()) {
            if (wanted.test(permission.getPermType())) {
                sink.line("\t" + keys(permission));
            }
        }
    }

    /** The key of the role root is empty, which a range takes for the least key. */
    private static String keys(Permission permission) {
        KeyRange range = KeyRange.from(permission.getKey(), permission.getRangeEnd());
        String key = ByteText.of(permission.getKey());
        if (range.isSingle()) {
            return key;
        }
        String end = range.isOpenEnded() ? "<open ended>" : text(range.rangeEnd()) + ")";
        boolean isPrefix = !key.isEmpty() && KeyRange.prefixEnd(range.key()).equals(range.rangeEnd());
        return "[" + key + ", " + end + (isPrefix ? " (prefix " + key + ")" : "");
    }

    private static String text(Bytes bytes) {
        return ByteText.of(bytes.toByteArray());
    }

    @Override
    public void roles(AuthRoleListResponse answer) {
        answer.getRolesList().asByteStringList().forEach(role -> sink.line(ByteText.of(role)));
    }

    @Override
    public void roleDeleted(String role, AuthRoleDeleteResponse answer) {
        sink.line("Role " + role + " deleted");
    }

    @Override
    public void permissionGranted(String role, AuthRoleGrantPermissionResponse answer) {
        sink.line("Role " + role + " updated");
    }

    @Override
    public void permissionRevoked(String role, KeyRange keys, AuthRoleRevokePermissionResponse answer) {
        String what = "key " + text(keys.key());
        if (keys.isOpenEnded()) {
            what = "range [" + text(keys.key()) + ", <open ended>";
        } else if (!keys.isSingle()) {
            what = "range [" + text(keys.key()) + ", " + text(keys.rangeEnd()) + ")";
        }
        sink.line("Permission of " + what + " is revoked from role " + role);
    }
}
