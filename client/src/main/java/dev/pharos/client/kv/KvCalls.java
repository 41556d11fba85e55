package dev.pharos.client.kv;

import dev.pharos.client.channel.Call;
import dev.pharos.client.channel.Calls;
import dev.pharos.client.channel.ReceivedStream;
import dev.pharos.client.channel.StreamNeeds;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.CompactionResponse;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeStreamResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Keys, in the messages of the wire. Reads are repeated where a server fails; writes never are. */
public final class KvCalls {
    private final Calls calls;

    public KvCalls(Calls calls) {
        this.calls = calls;
    }

    public CompletableFuture<RangeResponse> range(RangeRequest request, Duration timeout) {
        return calls.ask(Call.repeatable(KVGrpc.getRangeMethod(), request, timeout));
    }

    /** A range in pieces, for servers from 3.7 on and Pharos. */
    public ReceivedStream<RangeStreamResponse> rangeStream(RangeRequest request) {
        return ReceivedStream.of(calls, KVGrpc.getRangeStreamMethod(), request, StreamNeeds.NOTHING);
    }

    public CompletableFuture<PutResponse> put(PutRequest request, Duration timeout) {
        return calls.ask(Call.once(KVGrpc.getPutMethod(), request, timeout));
    }

    public CompletableFuture<DeleteRangeResponse> delete(DeleteRangeRequest request, Duration timeout) {
        return calls.ask(Call.once(KVGrpc.getDeleteRangeMethod(), request, timeout));
    }

    public CompletableFuture<TxnResponse> txn(TxnRequest request, Duration timeout) {
        return calls.ask(Call.once(KVGrpc.getTxnMethod(), request, timeout));
    }

    public CompletableFuture<CompactionResponse> compact(CompactionRequest request, Duration timeout) {
        return calls.ask(Call.once(KVGrpc.getCompactMethod(), request, timeout));
    }
}
