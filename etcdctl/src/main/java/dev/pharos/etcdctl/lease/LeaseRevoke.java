package dev.pharos.etcdctl.lease;

import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;

/** Ends a lease. */
public final class LeaseRevoke implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("lease revoke", "<leaseID>", "Ends a lease, and with it its keys");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        long lease = LeaseWords.onlyLease(invocation.words(), "lease revoke command needs 1 argument");
        LeaseRevokeRequest request =
                LeaseRevokeRequest.newBuilder().setID(lease).build();
        try {
            invocation
                    .format()
                    .revoked(
                            lease,
                            Invocation.answerOf(invocation.client().leases().revoke(request, invocation.timeout())));
        } catch (CallFailure failure) {
            throw new Exit(ExitCode.ERROR, "failed to revoke lease (" + ErrorText.of(failure) + ")");
        }
    }
}
