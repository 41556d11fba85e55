package dev.pharos.client.watch;

import dev.pharos.client.data.CallFailure;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import java.util.Optional;

/**
 * What a watch is told: events, how far it is (no events), or its end, which is a canceled response or a failure.
 */
public record Delivery(Watch watch, Optional<WatchResponse> response, Optional<CallFailure> failure) {
    static Delivery of(Watch watch, WatchResponse response) {
        return new Delivery(watch, Optional.of(response), Optional.empty());
    }

    static Delivery of(Watch watch, CallFailure failure) {
        return new Delivery(watch, Optional.empty(), Optional.of(failure));
    }

    /** Nothing follows for this watch. */
    public boolean isEnd() {
        return failure.isPresent()
                || response.filter(WatchResponse::getCanceled).isPresent();
    }

    /** That nothing happened up to the revision in the header. */
    public boolean isProgress() {
        return response.filter(told -> !told.getCanceled()
                        && told.getEventsCount() == 0
                        && told.getHeader().getRevision() != 0)
                .isPresent();
    }

    /** Some of what was asked for is there no more. */
    public boolean isCompacted() {
        return response.filter(told -> told.getCanceled()
                        && (told.getCompactRevision() != 0
                                || told.getCancelReason().equals(EtcdError.COMPACTED.message())))
                .isPresent();
    }
}
