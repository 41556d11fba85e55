package dev.pharos.etcdctl.hold;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Interrupts;
import dev.pharos.etcdctl.run.Invocation;
import java.util.List;

/** Stands for election, or looks at who is elected. */
public final class Elect implements Command {
    private static final long TTL_SECONDS = 60;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "elect",
                "<election-name> [proposal]",
                "Stands for election, or shows who is elected",
                Flag.toggle("listen", "show each leader instead of standing for election")
                        .withLetter('l'));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        List<String> words = invocation.words();
        if (words.isEmpty() || words.size() > 2) {
            throw Exit.badArguments("elect takes one election name argument and an optional proposal argument");
        }
        boolean listens = invocation.line().is("listen");
        if (words.size() == 1 && !listens) {
            throw Exit.badArguments("no proposal argument but -l not set");
        }
        if (words.size() == 2 && listens) {
            throw Exit.badArguments("proposal given but -l is set");
        }
        invocation.client();
        Interrupts interrupts = invocation.interrupts();
        if (listens) {
            new Leaders(invocation, words.get(0), interrupts).show();
        } else {
            campaign(invocation, words.get(0), words.get(1), interrupts);
        }
    }

    private static void campaign(Invocation invocation, String name, String proposal, Interrupts interrupts)
            throws InterruptedException {
        try (Claim claim = Claim.on(invocation, name, TTL_SECONDS)) {
            claim.enter(proposal);
            claim.awaitTurn(interrupts);
            invocation.format().range(claim.current());
            invocation.out().flush();
            if (!claim.hold(interrupts)) {
                throw new Exit(ExitCode.ERROR, "elect: session expired");
            }
            claim.leave();
        }
    }
}
