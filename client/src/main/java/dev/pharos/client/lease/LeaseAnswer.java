package dev.pharos.client.lease;

import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;

/** What a server said to a renewal. */
public record LeaseAnswer(LeaseKeepAliveResponse message) {
    /** Else the lease is gone. */
    public boolean isAlive() {
        return message.getTTL() > 0;
    }
}
