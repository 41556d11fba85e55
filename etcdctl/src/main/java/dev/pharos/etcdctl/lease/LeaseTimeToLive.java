package dev.pharos.etcdctl.lease;

import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.output.KeyFormat.AttachedKeys;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;

/** Tells how long a lease has to live. */
public final class LeaseTimeToLive implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "lease timetolive",
                "<leaseID>",
                "Tells how long a lease has to live",
                Flag.toggle("keys", "show the keys that end with it"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        long lease = LeaseWords.onlyLease(invocation.words(), "lease timetolive command needs lease ID as argument");
        boolean keys = invocation.line().is("keys");
        LeaseTimeToLiveRequest request =
                LeaseTimeToLiveRequest.newBuilder().setID(lease).setKeys(keys).build();
        try {
            invocation
                    .format()
                    .timeToLive(
                            Invocation.answerOf(
                                    invocation.client().leases().timeToLive(request, invocation.patience())),
                            keys ? AttachedKeys.SHOWN : AttachedKeys.OMITTED);
        } catch (CallFailure failure) {
            throw new Exit(ExitCode.BAD_CONNECTION, ErrorText.of(failure));
        }
    }
}
