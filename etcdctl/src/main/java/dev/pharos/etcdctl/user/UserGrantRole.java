package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGrantRoleRequest;
import java.util.List;

/** Gives a role to a user. */
public final class UserGrantRole implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("user grant-role", "<user name> <role name>", "Gives a role to a user");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        List<String> words = UserWords.exactly(
                2, invocation.words(), "user grant command requires user name and role name as its argument");
        AuthUserGrantRoleRequest request = AuthUserGrantRoleRequest.newBuilder()
                .setUser(ByteText.toUnicode(words.get(0)))
                .setRole(ByteText.toUnicode(words.get(1)))
                .build();
        invocation
                .format()
                .roleGranted(
                        words.get(0),
                        words.get(1),
                        invocation.await(invocation.client().auth().grantRole(request, invocation.patience())));
    }
}
