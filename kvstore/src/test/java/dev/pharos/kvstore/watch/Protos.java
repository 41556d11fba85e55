package dev.pharos.kvstore.watch;

import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest.FilterType;
import dev.pharos.wire.proto.mvccpb.Event.EventType;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.util.List;

/** The store's words as messages. */
final class Protos {
    private Protos() {}

    static List<dev.pharos.wire.proto.mvccpb.Event> events(List<Event> events) {
        return events.stream().map(Protos::event).toList();
    }

    static dev.pharos.wire.proto.mvccpb.Event event(Event event) {
        try {
            return dev.pharos.wire.proto.mvccpb.Event.newBuilder()
                    .setType(event.kind() == Event.Kind.PUT ? EventType.PUT : EventType.DELETE)
                    .setKv(KeyValue.parseFrom(event.kv().encoded().toByteString()))
                    .build();
        } catch (com.google.protobuf.InvalidProtocolBufferException wrong) {
            throw new AssertionError(wrong);
        }
    }

    static WatchCreateRequest request(WatchSpec spec) {
        WatchCreateRequest.Builder request = WatchCreateRequest.newBuilder()
                .setWatchId(spec.watchId())
                .setKey(spec.range().key().toByteString())
                .setRangeEnd(spec.range().rangeEnd().toByteString())
                .setStartRevision(spec.startRevision())
                .setPrevKv(spec.wishes().contains(WatchWish.PREVIOUS))
                .setProgressNotify(spec.wishes().contains(WatchWish.PROGRESS))
                .setFragment(spec.wishes().contains(WatchWish.FRAGMENT));
        if (spec.wishes().contains(WatchWish.NO_PUT)) {
            request.addFilters(FilterType.NOPUT);
        }
        if (spec.wishes().contains(WatchWish.NO_DELETE)) {
            request.addFilters(FilterType.NODELETE);
        }
        return request.build();
    }
}
