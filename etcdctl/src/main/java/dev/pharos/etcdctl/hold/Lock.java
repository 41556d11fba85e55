package dev.pharos.etcdctl.hold;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.ChildProcess;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Interrupts;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import java.util.List;
import java.util.Map;

/** Holds a lock, for a command or until it is told to end. */
public final class Lock implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "lock",
                "<lockname> [exec-command arg1 arg2 ...]",
                "Holds a lock, or runs a command while it does",
                Flag.number("ttl", "10", "seconds after which the lock is free if this program vanishes"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        List<String> words = invocation.words();
        if (words.isEmpty()) {
            throw Exit.badArguments("lock takes a lock name argument and an optional command to execute");
        }
        invocation.client();
        Interrupts interrupts = invocation.interrupts();
        try (Claim claim = Claim.on(invocation, words.get(0), invocation.line().number("ttl"))) {
            claim.enter("");
            claim.awaitTurn(interrupts);
            if (words.size() > 1) {
                runCommand(invocation, claim, words.subList(1, words.size()));
            } else {
                hold(invocation, claim, interrupts);
            }
        }
    }

    private static void runCommand(Invocation invocation, Claim claim, List<String> command)
            throws InterruptedException {
        Map<String, String> variables =
                Map.of("ETCD_LOCK_KEY", claim.key(), "ETCD_LOCK_REV", Long.toString(claim.revision()));
        int status;
        try {
            status = ChildProcess.run(invocation, command, variables);
        } finally {
            claim.leave();
        }
        if (status != 0) {
            throw Exit.ofCommand(status);
        }
    }

    private static void hold(Invocation invocation, Claim claim, Interrupts interrupts) throws InterruptedException {
        RangeResponse held = claim.current();
        if (held.getKvsCount() == 0) {
            throw new Exit(ExitCode.ERROR, "lock lost on init");
        }
        invocation.format().range(held);
        invocation.out().flush();
        if (!claim.hold(interrupts)) {
            throw new Exit(ExitCode.ERROR, "session expired");
        }
        claim.leave();
    }
}
