package dev.pharos.kvstore.peer.link;

import dev.pharos.kvstore.peer.frame.StreamKind;
import java.time.Duration;

/** What is worth a line in the log or a number in the metrics. Called on any thread; must not block. */
public interface PeerEvents {
    PeerEvents NONE = new PeerEvents() {};

    default void becameActive(long member) {}

    default void becameInactive(long member, String reason) {}

    /** A stream from this member to us is open. */
    default void streamOpened(long member, StreamKind kind) {}

    default void streamLost(long member, StreamKind kind, String reason) {}

    /** The other member wants nothing of us; with 410, or 403, it says that we are no member any more. */
    default void refused(long member, int status, String text) {}

    /** An address that cannot be dialled, and is left out. */
    default void unusableAddress(long member, String reason) {}

    default void sent(long member, long bytes) {}

    /** A message was lost. */
    default void sendFailed(long member, String reason) {}

    default void received(long member, long bytes) {}

    /** Something came that is no message. */
    default void receiveFailed(String from, String reason) {}

    /**
     * The other member answered.
     *
     * @param clockDifference how far its clock is ahead of ours
     */
    default void probed(long member, Duration roundTrip, Duration clockDifference) {}

    default void probeFailed(long member, String reason) {}

    default void snapshotSending(long member) {}

    default void snapshotSent(long member, long bytes, Duration took) {}

    default void snapshotSendFailed(long member, String reason) {}

    default void snapshotArriving(long member) {}

    default void snapshotArrived(long member, long bytes, Duration took) {}

    default void snapshotArrivalFailed(long member, String reason) {}
}
