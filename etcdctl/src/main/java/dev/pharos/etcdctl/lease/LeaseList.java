package dev.pharos.etcdctl.lease;

import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;

/** Shows all leases. */
public final class LeaseList implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("lease list", "", "Shows all leases");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        try {
            invocation
                    .format()
                    .leases(Invocation.answerOf(invocation.client().leases().list(invocation.patience())));
        } catch (CallFailure failure) {
            throw new Exit(ExitCode.BAD_CONNECTION, ErrorText.of(failure));
        }
    }
}
