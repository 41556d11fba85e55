package dev.pharos.etcdctl.key;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.GoNumbers;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import java.util.List;

/** Forgets the past. */
public final class Compaction implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "compaction",
                "<revision>",
                "Forgets what keys were before a revision",
                Flag.toggle("physical", "wait until the space is free"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        List<String> words = invocation.words();
        if (words.size() != 1) {
            throw Exit.badArguments("compaction command needs 1 argument");
        }
        CompactionRequest request = CompactionRequest.newBuilder()
                .setRevision(revision(words.get(0)))
                .setPhysical(invocation.line().is("physical"))
                .build();
        invocation.await(invocation.client().kv().compact(request, invocation.timeout()));
        invocation.out().line("compacted revision " + request.getRevision());
    }

    private static long revision(String digits) {
        try {
            return GoNumbers.parseInt(digits, 10);
        } catch (IllegalArgumentException wrong) {
            throw new Exit(ExitCode.ERROR, String.valueOf(wrong.getMessage()));
        }
    }
}
