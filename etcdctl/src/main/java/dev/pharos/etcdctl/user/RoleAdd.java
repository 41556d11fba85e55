package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleAddRequest;

/** Makes a role. */
public final class RoleAdd implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("role add", "<role name>", "Makes a role");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        String name = UserWords.exactly(1, invocation.words(), "role add command requires role name as its argument")
                .get(0);
        AuthRoleAddRequest request = AuthRoleAddRequest.newBuilder()
                .setName(ByteText.toUnicode(name))
                .build();
        invocation
                .format()
                .roleAdded(name, invocation.await(invocation.client().auth().addRole(request, invocation.patience())));
    }
}
