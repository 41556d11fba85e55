package dev.pharos.etcdctl;

import dev.pharos.etcdctl.endpoint.AlarmDisarm;
import dev.pharos.etcdctl.endpoint.AlarmList;
import dev.pharos.etcdctl.endpoint.Defragmentation;
import dev.pharos.etcdctl.endpoint.Downgrade;
import dev.pharos.etcdctl.endpoint.EndpointHashKv;
import dev.pharos.etcdctl.endpoint.EndpointHealth;
import dev.pharos.etcdctl.endpoint.EndpointStatus;
import dev.pharos.etcdctl.endpoint.MoveLeader;
import dev.pharos.etcdctl.endpoint.SnapshotSave;
import dev.pharos.etcdctl.hold.Elect;
import dev.pharos.etcdctl.hold.Lock;
import dev.pharos.etcdctl.info.CompletionScript;
import dev.pharos.etcdctl.info.Version;
import dev.pharos.etcdctl.key.Compaction;
import dev.pharos.etcdctl.key.Delete;
import dev.pharos.etcdctl.key.Get;
import dev.pharos.etcdctl.key.Put;
import dev.pharos.etcdctl.key.Txn;
import dev.pharos.etcdctl.lease.LeaseGrant;
import dev.pharos.etcdctl.lease.LeaseKeepAlive;
import dev.pharos.etcdctl.lease.LeaseList;
import dev.pharos.etcdctl.lease.LeaseRevoke;
import dev.pharos.etcdctl.lease.LeaseTimeToLive;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.load.CheckDatascale;
import dev.pharos.etcdctl.load.CheckPerf;
import dev.pharos.etcdctl.member.MemberAdd;
import dev.pharos.etcdctl.member.MemberList;
import dev.pharos.etcdctl.member.MemberPromote;
import dev.pharos.etcdctl.member.MemberRemove;
import dev.pharos.etcdctl.member.MemberUpdate;
import dev.pharos.etcdctl.mirror.MakeMirror;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.user.AuthDisable;
import dev.pharos.etcdctl.user.AuthEnable;
import dev.pharos.etcdctl.user.AuthStatus;
import dev.pharos.etcdctl.user.RoleAdd;
import dev.pharos.etcdctl.user.RoleDelete;
import dev.pharos.etcdctl.user.RoleGet;
import dev.pharos.etcdctl.user.RoleGrantPermission;
import dev.pharos.etcdctl.user.RoleList;
import dev.pharos.etcdctl.user.RoleRevokePermission;
import dev.pharos.etcdctl.user.UserAdd;
import dev.pharos.etcdctl.user.UserDelete;
import dev.pharos.etcdctl.user.UserGet;
import dev.pharos.etcdctl.user.UserGrantRole;
import dev.pharos.etcdctl.user.UserList;
import dev.pharos.etcdctl.user.UserPassword;
import dev.pharos.etcdctl.user.UserRevokeRole;
import dev.pharos.etcdctl.watch.Watch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All commands by name. Of each run one is made; the classes of the others are not even loaded. */
final class Catalog {
    static final List<String> PATHS = List.of(
            "alarm disarm",
            "alarm list",
            "auth disable",
            "auth enable",
            "auth status",
            "check datascale",
            "check perf",
            "compaction",
            "completion",
            "defrag",
            "del",
            "downgrade cancel",
            "downgrade enable",
            "downgrade validate",
            "elect",
            "endpoint hashkv",
            "endpoint health",
            "endpoint status",
            "get",
            "lease grant",
            "lease keep-alive",
            "lease list",
            "lease revoke",
            "lease timetolive",
            "lock",
            "make-mirror",
            "member add",
            "member list",
            "member promote",
            "member remove",
            "member update",
            "move-leader",
            "put",
            "role add",
            "role delete",
            "role get",
            "role grant-permission",
            "role list",
            "role revoke-permission",
            "snapshot save",
            "txn",
            "user add",
            "user delete",
            "user get",
            "user grant-role",
            "user list",
            "user passwd",
            "user revoke-role",
            "version",
            "watch");

    /** What the words in front of several commands stand for. */
    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("alarm", "Alarms of members"),
            Map.entry("auth", "Whether users are needed"),
            Map.entry("check", "Whether a cluster can bear a load"),
            Map.entry("downgrade", "Going back to an older version"),
            Map.entry("endpoint", "The members behind the endpoints"),
            Map.entry("lease", "Leases"),
            Map.entry("member", "Members of the cluster"),
            Map.entry("role", "Roles and what they permit"),
            Map.entry("snapshot", "Backups"),
            Map.entry("user", "Users"));

    private Catalog() {}

    /** The words that may follow; with an empty path, those to begin with. */
    static List<String> next(String path) {
        String prefix = path.isEmpty() ? "" : path + " ";
        return PATHS.stream()
                .filter(each -> each.startsWith(prefix))
                .map(each -> each.substring(prefix.length()))
                .map(rest -> rest.indexOf(' ') < 0 ? rest : rest.substring(0, rest.indexOf(' ')))
                .distinct()
                .toList();
    }

    static Optional<String> group(String path) {
        return Optional.ofNullable(GROUPS.get(path));
    }

    /** Flags that all commands of a group have, so that they may stand in front of the command too. */
    static List<Flag> shared(String group) {
        List<List<Flag>> each = PATHS.stream()
                .filter(path -> path.startsWith(group + " "))
                .map(path -> command(path).syntax().flags())
                .toList();
        return each.isEmpty()
                ? List.of()
                : each.get(0).stream()
                        .filter(flag -> each.stream().allMatch(flags -> flags.contains(flag)))
                        .toList();
    }

    /** @throws IllegalArgumentException if none is called so */
    static Command command(String path) {
        int blank = path.indexOf(' ');
        return switch (blank < 0 ? path : path.substring(0, blank)) {
            case "auth", "user", "role" -> ofUsers(path);
            case "alarm", "endpoint", "downgrade", "defrag", "move-leader", "snapshot" -> ofEndpoints(path);
            case "lease", "member" -> ofLeasesAndMembers(path);
            default -> other(path);
        };
    }

    private static Command other(String path) {
        return switch (path) {
            case "check datascale" -> new CheckDatascale();
            case "check perf" -> new CheckPerf();
            case "compaction" -> new Compaction();
            case "completion" -> new CompletionScript(Pages::completion);
            case "del" -> new Delete();
            case "elect" -> new Elect();
            case "get" -> new Get();
            case "lock" -> new Lock();
            case "make-mirror" -> new MakeMirror();
            case "put" -> new Put();
            case "txn" -> new Txn();
            case "version" -> new Version();
            case "watch" -> new Watch();
            default -> throw unknown(path);
        };
    }

    private static Command ofLeasesAndMembers(String path) {
        return switch (path) {
            case "lease grant" -> new LeaseGrant();
            case "lease keep-alive" -> new LeaseKeepAlive();
            case "lease list" -> new LeaseList();
            case "lease revoke" -> new LeaseRevoke();
            case "lease timetolive" -> new LeaseTimeToLive();
            case "member add" -> new MemberAdd();
            case "member list" -> new MemberList();
            case "member promote" -> new MemberPromote();
            case "member remove" -> new MemberRemove();
            case "member update" -> new MemberUpdate();
            default -> throw unknown(path);
        };
    }

    private static Command ofEndpoints(String path) {
        return switch (path) {
            case "alarm disarm" -> new AlarmDisarm();
            case "alarm list" -> new AlarmList();
            case "defrag" -> new Defragmentation();
            case "downgrade cancel" -> Downgrade.cancellation();
            case "downgrade enable" -> Downgrade.enabling();
            case "downgrade validate" -> Downgrade.validation();
            case "endpoint hashkv" -> new EndpointHashKv();
            case "endpoint health" -> new EndpointHealth();
            case "endpoint status" -> new EndpointStatus();
            case "move-leader" -> new MoveLeader();
            case "snapshot save" -> new SnapshotSave();
            default -> throw unknown(path);
        };
    }

    private static Command ofUsers(String path) {
        return switch (path) {
            case "auth disable" -> new AuthDisable();
            case "auth enable" -> new AuthEnable();
            case "auth status" -> new AuthStatus();
            case "role add" -> new RoleAdd();
            case "role delete" -> new RoleDelete();
            case "role get" -> new RoleGet();
            case "role grant-permission" -> new RoleGrantPermission();
            case "role list" -> new RoleList();
            case "role revoke-permission" -> new RoleRevokePermission();
            case "user add" -> new UserAdd();
            case "user delete" -> new UserDelete();
            case "user get" -> new UserGet();
            case "user grant-role" -> new UserGrantRole();
            case "user list" -> new UserList();
            case "user passwd" -> new UserPassword();
            case "user revoke-role" -> new UserRevokeRole();
            default -> throw unknown(path);
        };
    }

    private static IllegalArgumentException unknown(String path) {
        return new IllegalArgumentException("no command is called " + path);
    }
}
