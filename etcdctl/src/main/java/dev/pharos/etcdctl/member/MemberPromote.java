package dev.pharos.etcdctl.member;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteRequest;

/** Gives a learner a vote. */
public final class MemberPromote implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("member promote", "<memberID>", "Gives a learner a vote");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        long member = MemberWords.onlyMember(invocation.words(), "member ID is not provided");
        MemberPromoteRequest request =
                MemberPromoteRequest.newBuilder().setID(member).build();
        invocation
                .format()
                .memberPromoted(
                        member, invocation.await(invocation.client().cluster().promote(request, invocation.timeout())));
    }
}
