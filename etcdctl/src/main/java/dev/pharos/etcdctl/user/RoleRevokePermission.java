package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.key.Ranges.Keys;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleRevokePermissionRequest;
import java.util.List;

/** Permits something no more. */
public final class RoleRevokePermission implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "role revoke-permission",
                "<role name> <key> [endkey]",
                "Takes back what a role was permitted, for the same keys",
                PermittedKeys.FLAGS);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        List<String> words = invocation.words();
        if (words.size() < 2) {
            throw Exit.badArguments(
                    "role revoke-permission command requires role name and key [endkey] as its argument");
        }
        Keys keys = PermittedKeys.of(invocation.line(), words.subList(1, words.size()));
        AuthRoleRevokePermissionRequest request = AuthRoleRevokePermissionRequest.newBuilder()
                .setRole(ByteText.toUnicode(words.get(0)))
                .setKey(keys.first())
                .setRangeEnd(keys.end())
                .build();
        invocation
                .format()
                .permissionRevoked(
                        words.get(0),
                        keys.range(),
                        invocation.await(invocation.client().auth().revokePermission(request, invocation.patience())));
    }
}
