package dev.pharos.etcdctl.user;

import dev.pharos.client.admin.AuthCalls;
import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.AuthEnableRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthRoleAddRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthUserGrantRoleRequest;

/** Turns users on. */
public final class AuthEnable implements Command {
    private static final String ROOT = "root";

    @Override
    public Syntax syntax() {
        return new Syntax("auth enable", "", "Lets in only users with a password or certificate");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        UserWords.exactly(0, invocation.words(), "auth enable command does not accept any arguments");
        AuthCalls auth = invocation.client().auth();
        try {
            try {
                enable(invocation, auth);
            } catch (CallFailure failure) {
                if (!failure.is(EtcdError.ROOT_ROLE_MISSING)) {
                    throw failure;
                }
                makeRoot(invocation, auth);
                enable(invocation, auth);
            }
        } catch (CallFailure failure) {
            throw new Exit(ExitCode.ERROR, ErrorText.of(failure));
        }
        invocation.out().line("Authentication Enabled");
    }

    private static void enable(Invocation invocation, AuthCalls auth) throws InterruptedException {
        Invocation.answerOf(auth.enable(AuthEnableRequest.getDefaultInstance(), invocation.timeout()));
    }

    /** The user is there and lacks the role, which may be there too. */
    private static void makeRoot(Invocation invocation, AuthCalls auth) throws InterruptedException {
        try {
            Invocation.answerOf(
                    auth.addRole(AuthRoleAddRequest.newBuilder().setName(ROOT).build(), invocation.timeout()));
        } catch (CallFailure failure) {
            if (!failure.is(EtcdError.ROLE_EXISTS)) {
                throw failure;
            }
        }
        AuthUserGrantRoleRequest grant = AuthUserGrantRoleRequest.newBuilder()
                .setUser(ROOT)
                .setRole(ROOT)
                .build();
        Invocation.answerOf(auth.grantRole(grant, invocation.timeout()));
    }
}
