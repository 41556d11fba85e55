package dev.pharos.client.admin;

import dev.pharos.client.channel.Call;
import dev.pharos.client.channel.Calls;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.MemberAddRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberAddResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Who is a member. */
public final class ClusterCalls {
    private final Calls calls;

    public ClusterCalls(Calls calls) {
        this.calls = calls;
    }

    public CompletableFuture<MemberListResponse> list(MemberListRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(ClusterGrpc.getMemberListMethod(), request, timeout));
    }

    public CompletableFuture<MemberAddResponse> add(MemberAddRequest request, Duration timeout) {
        return calls.ask(Call.once(ClusterGrpc.getMemberAddMethod(), request, timeout));
    }

    public CompletableFuture<MemberRemoveResponse> remove(MemberRemoveRequest request, Duration timeout) {
        return calls.ask(Call.once(ClusterGrpc.getMemberRemoveMethod(), request, timeout));
    }

    public CompletableFuture<MemberUpdateResponse> update(MemberUpdateRequest request, Duration timeout) {
        return calls.ask(Call.once(ClusterGrpc.getMemberUpdateMethod(), request, timeout));
    }

    public CompletableFuture<MemberPromoteResponse> promote(MemberPromoteRequest request, Duration timeout) {
        return calls.ask(Call.once(ClusterGrpc.getMemberPromoteMethod(), request, timeout));
    }
}
