package dev.pharos.etcdctl.endpoint;

import dev.pharos.client.Client;
import dev.pharos.client.data.Endpoint;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import java.util.List;

/** Whom a command asks, one after the other. */
final class Endpoints {
    static final Flag CLUSTER = Flag.toggle("cluster", "ask all members, wherever they say that they are");

    private Endpoints() {}

    /** Those given, or with the flag those that the members tell. */
    static List<String> asked(Invocation invocation) throws InterruptedException {
        if (!invocation.line().is("cluster")) {
            return invocation.endpoints();
        }
        MemberListRequest request =
                MemberListRequest.newBuilder().setLinearizable(true).build();
        MemberListResponse answer =
                invocation.await(invocation.client().cluster().list(request, invocation.timeout()));
        return answer.getMembersList().stream()
                .flatMap(member -> member.getClientURLsList().asByteStringList().stream())
                .map(ByteText::of)
                .toList();
    }

    /** A client for one of them alone; ends with the invocation's, or before. */
    static Client at(Invocation invocation, String endpoint) throws InterruptedException {
        try {
            return invocation.client().at(Endpoint.parse(endpoint));
        } catch (IllegalArgumentException unusable) {
            throw Exit.badArguments(String.valueOf(unusable.getMessage()));
        }
    }
}
