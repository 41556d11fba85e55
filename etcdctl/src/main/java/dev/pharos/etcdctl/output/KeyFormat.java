package dev.pharos.etcdctl.output;

import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;

/** A form for answers about keys and leases; what it does not override it does not support. */
public interface KeyFormat extends NamedFormat {
    default void range(RangeResponse answer) {
        throw unsupported();
    }

    default void put(PutResponse answer) {
        throw unsupported();
    }

    default void deleted(DeleteRangeResponse answer) {
        throw unsupported();
    }

    default void txn(TxnResponse answer) {
        throw unsupported();
    }

    default void watch(WatchResponse answer) {
        throw unsupported();
    }

    default void granted(LeaseGrantResponse answer) {
        throw unsupported();
    }

    default void revoked(long lease, LeaseRevokeResponse answer) {
        throw unsupported();
    }

    default void renewed(LeaseKeepAliveResponse answer) {
        throw unsupported();
    }

    default void timeToLive(LeaseTimeToLiveResponse answer, AttachedKeys keys) {
        throw unsupported();
    }

    default void leases(LeaseLeasesResponse answer) {
        throw unsupported();
    }

    /** Whether they were asked for. */
    enum AttachedKeys {
        SHOWN,
        OMITTED
    }
}
