package dev.pharos.kvstore.several;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;

/** Pairs that end with a lease of their own. */
final class Leased {
    private Leased() {}

    /** The lease's id. */
    static long put(Member through, String key, long seconds) {
        long id = through.connection()
                .lease()
                .leaseGrant(LeaseGrantRequest.newBuilder().setTTL(seconds).build())
                .getID();
        var unused = through.connection()
                .kv()
                .put(PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(key))
                        .setLease(id)
                        .build());
        return id;
    }
}
