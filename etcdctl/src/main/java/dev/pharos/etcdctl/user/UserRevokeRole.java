package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.AuthUserRevokeRoleRequest;
import java.util.List;

/** Takes a role from a user. */
public final class UserRevokeRole implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("user revoke-role", "<user name> <role name>", "Takes a role from a user");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        List<String> words = UserWords.exactly(
                2, invocation.words(), "user revoke-role requires user name and role name as its argument");
        AuthUserRevokeRoleRequest request = AuthUserRevokeRoleRequest.newBuilder()
                .setName(ByteText.toUnicode(words.get(0)))
                .setRole(ByteText.toUnicode(words.get(1)))
                .build();
        invocation
                .format()
                .roleRevoked(
                        words.get(0),
                        words.get(1),
                        invocation.await(invocation.client().auth().revokeRole(request, invocation.patience())));
    }
}
