package dev.pharos.etcdctl.lease;

import dev.pharos.client.data.CallFailure;
import dev.pharos.client.lease.LeaseAnswer;
import dev.pharos.client.lease.LeaseKeeper;
import dev.pharos.client.lease.LeaseListener;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.Numerals;
import dev.pharos.wire.error.EtcdError;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Renews a lease, once or until it ends. */
public final class LeaseKeepAlive implements Command {
    /** Of a lease whose own is not known yet; the first answer brings it. */
    private static final Duration FIRST_LIFE = Duration.ofSeconds(10);

    @Override
    public Syntax syntax() {
        return new Syntax(
                "lease keep-alive",
                "<leaseID>",
                "Renews a lease again and again",
                Flag.toggle("once", "renew it once"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        long lease = LeaseWords.onlyLease(invocation.words(), "lease keep-alive command needs lease ID as argument");
        if (invocation.line().is("once")) {
            once(invocation, lease);
        } else {
            forEver(invocation, lease);
        }
    }

    private static void once(Invocation invocation, long lease) throws InterruptedException {
        try {
            LeaseAnswer answer =
                    Invocation.answerOf(invocation.client().leases().renewOnce(lease, invocation.patience()));
            if (!answer.isAlive()) {
                throw new Exit(ExitCode.BAD_CONNECTION, EtcdError.LEASE_NOT_FOUND.message());
            }
            invocation.format().renewed(answer.message());
        } catch (CallFailure failure) {
            throw new Exit(ExitCode.BAD_CONNECTION, ErrorText.of(failure));
        }
    }

    private static void forEver(Invocation invocation, long lease) throws InterruptedException {
        Renewals renewals = new Renewals();
        LeaseKeeper keeper = invocation.client().leases().keep(lease, FIRST_LIFE, renewals);
        Optional<LeaseAnswer> answer = renewals.next();
        while (answer.isPresent()) {
            invocation.format().renewed(answer.get().message());
            invocation.out().flush();
            answer = renewals.next();
        }
        keeper.close();
        invocation.out().line("lease " + Numerals.hex16(lease) + " expired or revoked.");
    }

    /** From the transport to the thread that shows them; a lease brings three in its life, so few wait here. */
    private static final class Renewals implements LeaseListener {
        private final BlockingQueue<Optional<LeaseAnswer>> arrived = new LinkedBlockingQueue<>();

        /** Empty at the end. */
        Optional<LeaseAnswer> next() throws InterruptedException {
            return arrived.take();
        }

        @Override
        public void onRenewed(LeaseAnswer answer) {
            arrived.add(Optional.of(answer));
        }

        @Override
        public void onLost(LossReason reason) {
            arrived.add(Optional.empty());
        }
    }
}
