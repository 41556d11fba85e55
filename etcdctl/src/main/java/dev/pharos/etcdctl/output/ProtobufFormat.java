package dev.pharos.etcdctl.output;

import com.google.protobuf.Message;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;

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
    public void leases(LeaseLeasesResponse answer) {
        message(answer);
    }
}
