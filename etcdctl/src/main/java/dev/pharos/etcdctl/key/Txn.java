package dev.pharos.etcdctl.key;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.InputLines;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.util.function.Consumer;

/** Does several things at once, if something holds. */
public final class Txn implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "txn",
                "",
                "Reads comparisons and operations, and does them in one step",
                Flag.toggle("interactive", "say what is to be typed next").withLetter('i'));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        if (!invocation.words().isEmpty()) {
            throw Exit.badArguments("txn command does not accept argument");
        }
        InputLines lines = new InputLines(invocation);
        TxnRequest.Builder request = TxnRequest.newBuilder();
        section(invocation, lines, "compares:", line -> request.addCompare(TxnScript.comparison(line)));
        section(
                invocation,
                lines,
                "success requests (get, put, del):",
                line -> request.addSuccess(TxnScript.operation(line)));
        section(
                invocation,
                lines,
                "failure requests (get, put, del):",
                line -> request.addFailure(TxnScript.operation(line)));
        invocation.format().txn(invocation.await(invocation.client().kv().txn(request.build(), invocation.patience())));
    }

    /** Up to an empty line. */
    private static void section(Invocation invocation, InputLines lines, String prompt, Consumer<String> line) {
        if (invocation.line().is("interactive")) {
            invocation.out().line(prompt).flush();
        }
        String next = read(lines);
        while (!next.isEmpty()) {
            line.accept(next);
            next = read(lines);
        }
    }

    private static String read(InputLines lines) {
        return lines.next()
                .orElseThrow(() -> new Exit(ExitCode.INVALID_INPUT, "EOF"))
                .strip();
    }
}
