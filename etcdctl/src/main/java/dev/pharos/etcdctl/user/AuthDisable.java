package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.AuthDisableRequest;

/** Turns users off. */
public final class AuthDisable implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("auth disable", "", "Lets everybody in");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        UserWords.exactly(0, invocation.words(), "auth disable command does not accept any arguments");
        invocation.await(
                invocation.client().auth().disable(AuthDisableRequest.getDefaultInstance(), invocation.timeout()));
        invocation.out().line("Authentication Disabled");
    }
}
