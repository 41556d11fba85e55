package dev.pharos.kvstore.request;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortOrder;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortTarget;

/** Refuses requests that could not be carried out in any state of the store. */
public final class RequestCheck {
    private RequestCheck() {}

    public static void range(RangeRequest request) {
        key(request.getKey());
        if (request.getSortOrder() == SortOrder.UNRECOGNIZED || request.getSortTarget() == SortTarget.UNRECOGNIZED) {
            throw new Refusal(EtcdError.INVALID_SORT_OPTION);
        }
    }

    /** A range whose answer comes in pieces has the order of the keys and no filter. */
    public static void rangeStream(RangeRequest request) {
        range(request);
        if (request.getSortOrder() != SortOrder.NONE && !isKeyOrder(request)) {
            throw new Refusal(EtcdError.STREAM_SORT_NOT_SUPPORTED);
        }
        if (request.getSortTarget() != SortTarget.KEY) {
            throw new Refusal(EtcdError.STREAM_SORT_NOT_SUPPORTED);
        }
        if (request.getMinModRevision() != 0
                || request.getMaxModRevision() != 0
                || request.getMinCreateRevision() != 0
                || request.getMaxCreateRevision() != 0) {
            throw new Refusal(EtcdError.STREAM_FILTER_NOT_SUPPORTED);
        }
    }

    private static boolean isKeyOrder(RangeRequest request) {
        return request.getSortOrder() == SortOrder.ASCEND && request.getSortTarget() == SortTarget.KEY;
    }

    public static void put(PutRequest request) {
        key(request.getKey());
        if (request.getIgnoreValue() && !request.getValue().isEmpty()) {
            throw new Refusal(EtcdError.VALUE_PROVIDED);
        }
        if (request.getIgnoreLease() && request.getLease() != 0) {
            throw new Refusal(EtcdError.LEASE_PROVIDED);
        }
    }

    public static void deleteRange(DeleteRangeRequest request) {
        key(request.getKey());
    }

    /** The raw field: a key range would take an empty key in front of a range end for the least key. */
    static void key(ByteString key) {
        if (key.isEmpty()) {
            throw new Refusal(EtcdError.EMPTY_KEY);
        }
    }
}
