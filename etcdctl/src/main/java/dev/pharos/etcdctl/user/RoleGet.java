package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleGetRequest;

/** Shows what a role permits. */
public final class RoleGet implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("role get", "<role name>", "Shows what a role permits");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        String name = UserWords.exactly(1, invocation.words(), "role get command requires role name as its argument")
                .get(0);
        AuthRoleGetRequest request = AuthRoleGetRequest.newBuilder()
                .setRole(ByteText.toUnicode(name))
                .build();
        invocation
                .format()
                .role(name, invocation.await(invocation.client().auth().role(request, invocation.patience())));
    }
}
