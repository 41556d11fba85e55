package dev.pharos.kvstore.lease;

import java.util.concurrent.CompletionStage;

/** What came of a renewal. */
sealed interface Renewal {
    /** It lives for all of its TTL again. */
    record Renewed(long ttlSeconds) implements Renewal {}

    /** There is no such lease. */
    record Unknown() implements Renewal {}

    /** Only the leader renews. */
    record NotLeading() implements Renewal {}

    /** It has expired, and is gone when the stage ends. */
    record Ending(CompletionStage<Void> end) implements Renewal {}

    /** The log says that it has less to live; that must be cleared first, or the next leader would believe it. */
    record Checkpointed(long term) implements Renewal {}
}
