package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.AuthUserChangePasswordRequest;

/** Changes a password. */
public final class UserPassword implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("user passwd", "<user name>", "Changes the password of a user", NewPassword.INTERACTIVE);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        String user = UserWords.exactly(1, invocation.words(), "user passwd command requires user name as its argument")
                .get(0);
        AuthUserChangePasswordRequest request = AuthUserChangePasswordRequest.newBuilder()
                .setName(ByteText.toUnicode(user))
                .setPassword(ByteText.toUnicode(NewPassword.of(invocation, user)))
                .build();
        invocation
                .format()
                .passwordChanged(
                        invocation.await(invocation.client().auth().changePassword(request, invocation.patience())));
    }
}
