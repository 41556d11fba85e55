package dev.pharos.etcdctl.member;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;

/** Shows who is a member. */
public final class MemberList implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "member list",
                "",
                "Shows all members",
                Flag.text("consistency", "l", "l asks the leader, s takes what the member knows"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        boolean linearizable = switch (invocation.line().text("consistency")) {
            case "l" -> true;
            case "s" -> false;
            default ->
                throw new Exit(
                        ExitCode.BAD_FEATURE,
                        "unknown consistency flag \"" + invocation.line().text("consistency") + "\"");
        };
        MemberListRequest request =
                MemberListRequest.newBuilder().setLinearizable(linearizable).build();
        invocation
                .format()
                .members(invocation.await(invocation.client().cluster().list(request, invocation.timeout())));
    }
}
