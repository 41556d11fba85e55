package dev.pharos.kvstore.http.health;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What the pages need to know about the member. Asked on event loops: nothing here may block. Thread-safe.
 *
 * <p>A read fails with the exception that a client would get; the text of its status, or else its message, is
 * shown. Reads end in any case, if need be by a timeout of their own.
 */
public interface MemberView {
    boolean hasLeader();

    boolean isLearner();

    /** The names of the alarms that are raised anywhere in the cluster, as {@code NOSPACE}. */
    Set<String> alarms();

    /** A read of nothing in particular that waits for the leader. */
    CompletionStage<?> linearizableRead();

    /** A read of nothing in particular from this member alone. */
    CompletionStage<?> serializableRead();

    String serverVersion();

    /** {@code not_decided} before the members have agreed on one. */
    String clusterVersion();

    /** {@code unknown} while that is so. */
    String storageVersion();
}
