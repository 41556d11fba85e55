package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.key.Ranges.Keys;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.authpb.Permission;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGrantPermissionRequest;
import java.util.List;
import java.util.Locale;

/** Permits something to a role. */
public final class RoleGrantPermission implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "role grant-permission",
                "[options] <role name> <permission type> <key> [endkey]",
                "Permits a role to read, write or readwrite keys",
                PermittedKeys.FLAGS);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        List<String> words = invocation.words();
        if (words.size() < 3) {
            throw Exit.badArguments(
                    "role grant command requires role name, permission type, and key [endkey] as its argument");
        }
        Permission.Type type = type(words.get(1));
        Keys keys = PermittedKeys.of(invocation.line(), words.subList(2, words.size()));
        AuthRoleGrantPermissionRequest request = AuthRoleGrantPermissionRequest.newBuilder()
                .setName(ByteText.toUnicode(words.get(0)))
                .setPerm(Permission.newBuilder()
                        .setPermType(type)
                        .setKey(keys.first())
                        .setRangeEnd(keys.end()))
                .build();
        invocation
                .format()
                .permissionGranted(
                        words.get(0),
                        invocation.await(invocation.client().auth().grantPermission(request, invocation.patience())));
    }

    private static Permission.Type type(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "READ" -> Permission.Type.READ;
            case "WRITE" -> Permission.Type.WRITE;
            case "READWRITE" -> Permission.Type.READWRITE;
            default -> throw Exit.badArguments("invalid permission type: " + word);
        };
    }
}
