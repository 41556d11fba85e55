package dev.pharos.etcdctl.member;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveRequest;

/** Removes a member. */
public final class MemberRemove implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("member remove", "<memberID>", "Removes a member");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        long member = MemberWords.onlyMember(invocation.words(), "member ID is not provided");
        MemberRemoveRequest request =
                MemberRemoveRequest.newBuilder().setID(member).build();
        invocation
                .format()
                .memberRemoved(
                        member, invocation.await(invocation.client().cluster().remove(request, invocation.timeout())));
    }
}
