package dev.pharos.etcdctl.output;

import com.google.protobuf.Message;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import java.util.List;

/** The bytes of messages, with nothing before, between or behind them. */
final class ProtobufFormat extends MessageFormat {
    private final Sink sink;

    ProtobufFormat(Sink sink) {
        this.sink = sink;
    }

    @Override
    public String name() {
        return "protobuf";
    }

    @Override
    void message(Message message) {
        sink.raw(message.toByteArray());
    }

    @Override
    public void watch(WatchResponse answer) {
        message(answer.toBuilder().clearWatchId().clearCancelReason().build());
    }

    @Override
    public void granted(LeaseGrantResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void renewed(LeaseKeepAliveResponse answer) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse answer, AttachedKeys keys) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void leases(LeaseLeasesResponse answer) {
        message(answer);
    }

    @Override
    public void health(List<Health> endpoints) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void statuses(List<EndpointAnswer<StatusResponse>> endpoints) {
        throw new UnsupportedFormat(name());
    }

    @Override
    public void hashes(List<EndpointAnswer<HashKVResponse>> endpoints) {
        throw new UnsupportedFormat(name());
    }
}
