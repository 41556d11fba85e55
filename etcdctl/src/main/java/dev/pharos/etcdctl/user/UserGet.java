package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGetRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGetRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGetResponse;

/** Shows a user. */
public final class UserGet implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "user get", "<user name>", "Shows the roles of a user", Flag.toggle("detail", "and what they permit"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        String user = UserWords.exactly(1, invocation.words(), "user get command requires user name as its argument")
                .get(0);
        AuthUserGetRequest request = AuthUserGetRequest.newBuilder()
                .setName(ByteText.toUnicode(user))
                .build();
        AuthUserGetResponse answer = invocation.await(invocation.client().auth().user(request, invocation.patience()));
        if (!invocation.line().is("detail")) {
            invocation.format().user(user, answer);
            return;
        }
        invocation.out().line("User: " + user);
        for (String role : answer.getRolesList()) {
            invocation.out().line("");
            AuthRoleGetRequest detail =
                    AuthRoleGetRequest.newBuilder().setRole(role).build();
            invocation
                    .format()
                    .role(
                            ByteText.ofUnicode(role),
                            invocation.await(invocation.client().auth().role(detail, invocation.patience())));
        }
    }
}
