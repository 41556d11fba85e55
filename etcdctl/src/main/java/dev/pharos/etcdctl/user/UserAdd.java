package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.authpb.UserAddOptions;
import dev.pharos.wire.proto.etcdserverpb.AuthUserAddRequest;

/** Makes a user. */
public final class UserAdd implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "user add",
                "<user name or user:password>",
                "Makes a user",
                NewPassword.INTERACTIVE,
                Flag.text("new-user-password", "", "the password of the new user"),
                Flag.toggle("no-password", "a user who comes with a certificate"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        String word = UserWords.exactly(1, invocation.words(), "user add command requires user name as its argument")
                .get(0);
        Line line = invocation.line();
        String given = line.text("new-user-password");
        int colon = word.indexOf(':');
        boolean noPassword = line.is("no-password");
        String user = word;
        String password = "";
        if (!noPassword && !given.isEmpty()) {
            password = given;
        } else if (!noPassword && colon >= 0) {
            user = word.substring(0, colon);
            password = word.substring(colon + 1);
        } else if (!noPassword) {
            password = NewPassword.of(invocation, word);
        }
        AuthUserAddRequest request = AuthUserAddRequest.newBuilder()
                .setName(ByteText.toUnicode(user))
                .setPassword(ByteText.toUnicode(password))
                .setOptions(UserAddOptions.newBuilder().setNoPassword(noPassword))
                .build();
        invocation
                .format()
                .userAdded(user, invocation.await(invocation.client().auth().addUser(request, invocation.patience())));
    }
}
