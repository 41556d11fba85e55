package dev.pharos.etcdctl.endpoint;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;

/** Shows alarms. */
public final class AlarmList implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("alarm list", "", "Shows all alarms");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        if (!invocation.words().isEmpty()) {
            throw Exit.badArguments("alarm list command accepts no arguments");
        }
        invocation
                .format()
                .alarms(invocation.await(invocation
                        .client()
                        .maintenance()
                        .alarm(AlarmRequest.getDefaultInstance(), invocation.timeout())));
    }
}
