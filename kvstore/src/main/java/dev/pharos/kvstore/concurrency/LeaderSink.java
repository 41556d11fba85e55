package dev.pharos.kvstore.concurrency;

import dev.pharos.wire.proto.v3electionpb.LeaderResponse;

/** Where an observation goes. Called on any thread, one call after the other; must not block. */
public interface LeaderSink {
    /** If not, nothing more is sent until {@link Observation#resume} is called. */
    boolean isReady();

    void next(LeaderResponse leader);

    /** The last call; an observation that is closed ends without one. */
    void failed(Throwable failure);
}
