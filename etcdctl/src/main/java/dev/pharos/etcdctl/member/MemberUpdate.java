package dev.pharos.etcdctl.member;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateRequest;
import java.util.List;

/** Changes where other members reach one. */
public final class MemberUpdate implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "member update",
                "<memberID>",
                "Changes where other members reach this one",
                new Flag("peer-urls", Flag.NO_LETTER, Flag.Kind.TEXTS, "", "where other members reach it from now on"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        long member = MemberWords.onlyMember(invocation.words(), "member ID is not provided");
        List<String> urls = PeerUrls.of(invocation.line());
        MemberUpdateRequest request = MemberUpdateRequest.newBuilder()
                .setID(member)
                .addAllPeerURLs(urls)
                .build();
        invocation
                .format()
                .memberUpdated(
                        member, invocation.await(invocation.client().cluster().update(request, invocation.timeout())));
    }
}
