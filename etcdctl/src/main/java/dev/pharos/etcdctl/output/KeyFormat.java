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

/** A form for answers about keys and leases; each may throw {@link UnsupportedFormat}. */
public interface KeyFormat {
    void range(RangeResponse answer);

    void put(PutResponse answer);

    void deleted(DeleteRangeResponse answer);

    void txn(TxnResponse answer);

    void watch(WatchResponse answer);

    void granted(LeaseGrantResponse answer);

    void revoked(long lease, LeaseRevokeResponse answer);

    void renewed(LeaseKeepAliveResponse answer);

    void timeToLive(LeaseTimeToLiveResponse answer, AttachedKeys keys);

    void leases(LeaseLeasesResponse answer);

    /** Whether they were asked for. */
    enum AttachedKeys {
        SHOWN,
        OMITTED
    }
}
