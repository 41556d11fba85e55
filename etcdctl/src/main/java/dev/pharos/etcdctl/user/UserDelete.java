package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.AuthUserDeleteRequest;

/** Deletes a user. */
public final class UserDelete implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("user delete", "<user name>", "Deletes a user");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        String name = UserWords.exactly(1, invocation.words(), "user delete command requires user name as its argument")
                .get(0);
        AuthUserDeleteRequest request = AuthUserDeleteRequest.newBuilder()
                .setName(ByteText.toUnicode(name))
                .build();
        invocation
                .format()
                .userDeleted(
                        name, invocation.await(invocation.client().auth().deleteUser(request, invocation.patience())));
    }
}
