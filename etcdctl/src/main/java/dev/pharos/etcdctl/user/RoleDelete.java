package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleDeleteRequest;

/** Deletes a role. */
public final class RoleDelete implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("role delete", "<role name>", "Deletes a role");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        String name = UserWords.exactly(1, invocation.words(), "role delete command requires role name as its argument")
                .get(0);
        AuthRoleDeleteRequest request = AuthRoleDeleteRequest.newBuilder()
                .setRole(ByteText.toUnicode(name))
                .build();
        invocation
                .format()
                .roleDeleted(
                        name, invocation.await(invocation.client().auth().deleteRole(request, invocation.patience())));
    }
}
