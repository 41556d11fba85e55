package dev.pharos.etcdctl.endpoint;

import dev.pharos.client.Client;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.GoNumbers;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.util.List;

/** Hands the lead over. */
public final class MoveLeader implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("move-leader", "<memberID>", "Hands the lead over to another member");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        if (invocation.words().size() != 1) {
            throw Exit.badArguments("move-leader command needs 1 argument");
        }
        long target = member(invocation.words().get(0));
        invocation.format();
        List<String> endpoints = invocation.endpoints();
        for (String endpoint : endpoints) {
            try (Client client = Endpoints.at(invocation, endpoint)) {
                StatusResponse status = invocation.await(
                        client.maintenance().status(StatusRequest.getDefaultInstance(), invocation.timeout()));
                if (status.getLeader() == status.getHeader().getMemberId()) {
                    MoveLeaderRequest request =
                            MoveLeaderRequest.newBuilder().setTargetID(target).build();
                    MoveLeaderResponse answer =
                            invocation.await(client.maintenance().moveLeader(request, invocation.timeout()));
                    invocation.format().leaderMoved(status.getLeader(), target, answer);
                    return;
                }
            }
        }
        throw Exit.badArguments("no leader endpoint given at [" + String.join(" ", endpoints) + "]");
    }

    private static long member(String digits) {
        try {
            return GoNumbers.parseUint(digits, 16);
        } catch (IllegalArgumentException wrong) {
            throw Exit.badArguments(String.valueOf(wrong.getMessage()));
        }
    }
}
