package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusRequest;

/** Tells whether users are on. */
public final class AuthStatus implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("auth status", "", "Tells whether users are needed");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        UserWords.exactly(0, invocation.words(), "auth status command does not accept any arguments");
        invocation
                .format()
                .authStatus(invocation.await(invocation
                        .client()
                        .auth()
                        .status(AuthStatusRequest.getDefaultInstance(), invocation.timeout())));
    }
}
