package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.AuthUserListRequest;

/** Shows all users. */
public final class UserList implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("user list", "", "Shows all users");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        UserWords.exactly(0, invocation.words(), "user list command requires no arguments");
        invocation
                .format()
                .users(invocation.await(invocation
                        .client()
                        .auth()
                        .users(AuthUserListRequest.getDefaultInstance(), invocation.patience())));
    }
}
