package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.rpc.message.WireAnswer;
import dev.pharos.kvstore.rpc.message.WireAnswers;
import dev.pharos.kvstore.watch.WatchHub;
import dev.pharos.kvstore.watch.protocol.Sender;
import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.StreamOptions.LeaderNeed;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import java.util.function.Supplier;

/** The service {@code etcdserverpb.Watch}. */
public final class WatchService extends WatchGrpc.WatchImplBase {
    private static final MethodDescriptor<WatchRequest, WireAnswer> WATCH =
            WireAnswers.answering(WatchGrpc.getWatchMethod());

    private final WatchHub hub;
    private final Supplier<Sender> sender;

    public WatchService(WatchHub hub, Supplier<Sender> sender) {
        this.hub = hub;
        this.sender = sender;
    }

    public ServerServiceDefinition definition() {
        return new ServiceOverride(super.bindService()).method(WATCH, handler()).build();
    }

    /** Bound by hand, since what the call's metadata says matters to the stream. */
    private ServerCallHandler<WatchRequest, WireAnswer> handler() {
        return new ServerCallHandler<>() {
            @Override
            public ServerCall.Listener<WatchRequest> startCall(
                    ServerCall<WatchRequest, WireAnswer> call, Metadata headers) {
                return begin(call, headers);
            }
        };
    }

    private ServerCall.Listener<WatchRequest> begin(ServerCall<WatchRequest, WireAnswer> call, Metadata headers) {
        LeaderNeed need = CallerCheck.wantsLeader(headers) ? LeaderNeed.NEEDED : LeaderNeed.NOT_NEEDED;
        WatchCall watch = new WatchCall(call, sender);
        try {
            watch.begin(hub.openStream(watch, new StreamOptions(need)));
        } catch (Refusal refusal) {
            call.close(refusal.error().toStatus(), new Metadata());
        }
        return watch.requests();
    }
}
