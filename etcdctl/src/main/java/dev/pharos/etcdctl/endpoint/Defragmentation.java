package dev.pharos.etcdctl.endpoint;

import dev.pharos.client.Client;
import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.GoDuration;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import java.time.Duration;

/** Gives unused space back. */
public final class Defragmentation implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("defrag", "", "Gives back the space that members do not use", Endpoints.CLUSTER);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        invocation.format();
        boolean failed = false;
        for (String endpoint : Endpoints.asked(invocation)) {
            long start = System.nanoTime();
            try (Client client = Endpoints.at(invocation, endpoint)) {
                Invocation.answerOf(
                        client.maintenance().defragment(DefragmentRequest.getDefaultInstance(), invocation.timeout()));
                invocation
                        .out()
                        .line("Finished defragmenting etcd member[" + endpoint + "]. took " + since(start))
                        .flush();
            } catch (CallFailure failure) {
                failed = true;
                String why = ErrorText.of(failure);
                invocation.complain(
                        "Failed to defragment etcd member[" + endpoint + "]. took " + since(start) + ". (" + why + ")");
            }
        }
        if (failed) {
            throw Exit.silent(ExitCode.ERROR.number());
        }
    }

    private static String since(long start) {
        return GoDuration.format(Duration.ofNanos(System.nanoTime() - start));
    }
}
