package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleListRequest;

/** Shows all roles. */
public final class RoleList implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("role list", "", "Shows all roles");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        UserWords.exactly(0, invocation.words(), "role list command requires no arguments");
        invocation
                .format()
                .roles(invocation.await(invocation
                        .client()
                        .auth()
                        .roles(AuthRoleListRequest.getDefaultInstance(), invocation.patience())));
    }
}
