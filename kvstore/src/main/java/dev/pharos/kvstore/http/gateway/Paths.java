package dev.pharos.kvstore.http.gateway;

import com.google.protobuf.Message;
import dev.pharos.wire.proto.etcdserverpb.AuthGrpc;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.v3electionpb.ElectionGrpc;
import dev.pharos.wire.proto.v3lockpb.LockGrpc;
import io.grpc.MethodDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which method each path stands for. */
final class Paths {
    private static final Map<String, MethodDescriptor<?, ?>> KEYS = Map.of(
            "/v3/kv/range", KVGrpc.getRangeMethod(),
            "/v3/kv/put", KVGrpc.getPutMethod(),
            "/v3/kv/deleterange", KVGrpc.getDeleteRangeMethod(),
            "/v3/kv/txn", KVGrpc.getTxnMethod(),
            "/v3/kv/compaction", KVGrpc.getCompactMethod(),
            "/v3/watch", WatchGrpc.getWatchMethod());

    private static final Map<String, MethodDescriptor<?, ?>> LEASES = Map.of(
            "/v3/lease/grant", LeaseGrpc.getLeaseGrantMethod(),
            "/v3/lease/revoke", LeaseGrpc.getLeaseRevokeMethod(),
            "/v3/kv/lease/revoke", LeaseGrpc.getLeaseRevokeMethod(),
            "/v3/lease/keepalive", LeaseGrpc.getLeaseKeepAliveMethod(),
            "/v3/lease/timetolive", LeaseGrpc.getLeaseTimeToLiveMethod(),
            "/v3/kv/lease/timetolive", LeaseGrpc.getLeaseTimeToLiveMethod(),
            "/v3/lease/leases", LeaseGrpc.getLeaseLeasesMethod(),
            "/v3/kv/lease/leases", LeaseGrpc.getLeaseLeasesMethod());

    private static final Map<String, MethodDescriptor<?, ?>> CLUSTER = Map.of(
            "/v3/cluster/member/add", ClusterGrpc.getMemberAddMethod(),
            "/v3/cluster/member/remove", ClusterGrpc.getMemberRemoveMethod(),
            "/v3/cluster/member/update", ClusterGrpc.getMemberUpdateMethod(),
            "/v3/cluster/member/list", ClusterGrpc.getMemberListMethod(),
            "/v3/cluster/member/promote", ClusterGrpc.getMemberPromoteMethod());

    private static final Map<String, MethodDescriptor<?, ?>> MAINTENANCE = Map.of(
            "/v3/maintenance/alarm", MaintenanceGrpc.getAlarmMethod(),
            "/v3/maintenance/status", MaintenanceGrpc.getStatusMethod(),
            "/v3/maintenance/defragment", MaintenanceGrpc.getDefragmentMethod(),
            "/v3/maintenance/hash", MaintenanceGrpc.getHashMethod(),
            "/v3/maintenance/hashkv", MaintenanceGrpc.getHashKVMethod(),
            "/v3/maintenance/snapshot", MaintenanceGrpc.getSnapshotMethod(),
            "/v3/maintenance/transfer-leadership", MaintenanceGrpc.getMoveLeaderMethod(),
            "/v3/maintenance/downgrade", MaintenanceGrpc.getDowngradeMethod());

    private static final Map<String, MethodDescriptor<?, ?>> USERS = Map.of(
            "/v3/auth/enable", AuthGrpc.getAuthEnableMethod(),
            "/v3/auth/disable", AuthGrpc.getAuthDisableMethod(),
            "/v3/auth/status", AuthGrpc.getAuthStatusMethod(),
            "/v3/auth/authenticate", AuthGrpc.getAuthenticateMethod(),
            "/v3/auth/user/add", AuthGrpc.getUserAddMethod(),
            "/v3/auth/user/get", AuthGrpc.getUserGetMethod(),
            "/v3/auth/user/list", AuthGrpc.getUserListMethod(),
            "/v3/auth/user/delete", AuthGrpc.getUserDeleteMethod(),
            "/v3/auth/user/changepw", AuthGrpc.getUserChangePasswordMethod(),
            "/v3/auth/user/grant", AuthGrpc.getUserGrantRoleMethod());

    private static final Map<String, MethodDescriptor<?, ?>> ROLES = Map.of(
            "/v3/auth/user/revoke", AuthGrpc.getUserRevokeRoleMethod(),
            "/v3/auth/role/add", AuthGrpc.getRoleAddMethod(),
            "/v3/auth/role/get", AuthGrpc.getRoleGetMethod(),
            "/v3/auth/role/list", AuthGrpc.getRoleListMethod(),
            "/v3/auth/role/delete", AuthGrpc.getRoleDeleteMethod(),
            "/v3/auth/role/grant", AuthGrpc.getRoleGrantPermissionMethod(),
            "/v3/auth/role/revoke", AuthGrpc.getRoleRevokePermissionMethod());

    private static final Map<String, MethodDescriptor<?, ?>> RECIPES = Map.of(
            "/v3/lock/lock", LockGrpc.getLockMethod(),
            "/v3/lock/unlock", LockGrpc.getUnlockMethod(),
            "/v3/election/campaign", ElectionGrpc.getCampaignMethod(),
            "/v3/election/proclaim", ElectionGrpc.getProclaimMethod(),
            "/v3/election/leader", ElectionGrpc.getLeaderMethod(),
            "/v3/election/observe", ElectionGrpc.getObserveMethod(),
            "/v3/election/resign", ElectionGrpc.getResignMethod());

    private static final Map<String, MethodDescriptor<Message, Message>> ALL = merge();

    private Paths() {}

    static Optional<MethodDescriptor<Message, Message>> method(String path) {
        return Optional.ofNullable(ALL.get(path));
    }

    static Set<String> all() {
        return ALL.keySet();
    }

    // Every generated method takes and gives a protobuf message.
    @SuppressWarnings("unchecked")
    private static Map<String, MethodDescriptor<Message, Message>> merge() {
        Map<String, MethodDescriptor<Message, Message>> all = new HashMap<>();
        for (Map<String, MethodDescriptor<?, ?>> some :
                List.of(KEYS, LEASES, CLUSTER, MAINTENANCE, USERS, ROLES, RECIPES)) {
            some.forEach((path, method) -> all.put(path, (MethodDescriptor<Message, Message>) method));
        }
        return Map.copyOf(all);
    }
}
