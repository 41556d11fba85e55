package dev.pharos.etcdctl.lease;

import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import java.util.List;

/** Makes a lease. */
public final class LeaseGrant implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("lease grant", "<ttl>", "Makes a lease that lives for so many seconds");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        List<String> words = invocation.words();
        if (words.size() != 1) {
            throw Exit.badArguments("lease grant command needs TTL argument");
        }
        LeaseGrantRequest request = LeaseGrantRequest.newBuilder()
                .setTTL(LeaseWords.seconds(words.get(0)))
                .build();
        try {
            invocation
                    .format()
                    .granted(Invocation.answerOf(invocation.client().leases().grant(request, invocation.timeout())));
        } catch (CallFailure failure) {
            throw new Exit(ExitCode.ERROR, "failed to grant lease (" + ErrorText.of(failure) + ")");
        }
    }
}
