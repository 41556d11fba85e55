package dev.pharos.etcdctl.hold;

import com.google.protobuf.ByteString;
import dev.pharos.client.watch.Delivery;
import dev.pharos.client.watch.Watches;
import dev.pharos.etcdctl.key.Ranges;
import dev.pharos.etcdctl.key.Ranges.Keys;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Interrupts;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortOrder;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortTarget;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Who leads, and then who does, and what they proclaim. */
final class Leaders {
    private static final long LOOK_MILLIS = 100;

    private final Invocation invocation;
    private final Keys keys;
    private final Interrupts interrupts;

    Leaders(Invocation invocation, String name, Interrupts interrupts) {
        this.invocation = invocation;
        this.keys = Ranges.prefix(name + "/");
        this.interrupts = interrupts;
    }

    /** Until the program is to end. */
    void show() throws InterruptedException {
        while (!interrupts.isWished()) {
            RangeResponse first = first();
            if (first.getKvsCount() > 0) {
                shown(first);
                follow(first.getKvs(0).getKey(), first.getHeader().getRevision() + 1);
            } else {
                awaitFirst(first.getHeader().getRevision() + 1);
            }
        }
    }

    private RangeResponse first() throws InterruptedException {
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(keys.first())
                .setRangeEnd(keys.end())
                .setSortTarget(SortTarget.CREATE)
                .setSortOrder(SortOrder.ASCEND)
                .setLimit(1)
                .build();
        return invocation.await(invocation.client().kv().range(request, invocation.patience()));
    }

    private void shown(RangeResponse leader) {
        invocation.format().range(leader);
        invocation.out().flush();
    }

    /** What the leader proclaims, until it leads no more. */
    private void follow(ByteString key, long from) throws InterruptedException {
        WatchCreateRequest request = WatchCreateRequest.newBuilder()
                .setKey(key)
                .setStartRevision(from)
                .build();
        try (Watches watches = invocation.client().watches()) {
            watches.open(request);
            Optional<WatchResponse> answer = next(watches);
            while (answer.isPresent()) {
                for (Event event : answer.get().getEventsList()) {
                    if (event.getType() == Event.EventType.DELETE) {
                        return;
                    }
                    shown(proclaimed(answer.get(), event.getKv()));
                }
                answer = next(watches);
            }
        }
    }

    private static RangeResponse proclaimed(WatchResponse answer, KeyValue pair) {
        return RangeResponse.newBuilder()
                .setHeader(answer.getHeader())
                .addKvs(pair)
                .build();
    }

    private void awaitFirst(long from) throws InterruptedException {
        WatchCreateRequest request = WatchCreateRequest.newBuilder()
                .setKey(keys.first())
                .setRangeEnd(keys.end())
                .setStartRevision(from)
                .build();
        try (Watches watches = invocation.client().watches()) {
            watches.open(request);
            Optional<WatchResponse> answer = next(watches);
            while (answer.isPresent()
                    && answer.get().getEventsList().stream()
                            .allMatch(event -> event.getType() == Event.EventType.DELETE)) {
                answer = next(watches);
            }
        }
    }

    /** Empty if the program is to end, or the watch must be begun anew. */
    private Optional<WatchResponse> next(Watches watches) throws InterruptedException {
        while (!interrupts.isWished()) {
            Optional<Delivery> delivery = watches.next(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (delivery.isPresent()) {
                if (delivery.get().failure().isPresent()) {
                    throw new Exit(ExitCode.ERROR, "elect: observer lost");
                }
                return delivery.get().isEnd()
                        ? Optional.empty()
                        : delivery.get().response();
            }
        }
        return Optional.empty();
    }
}
