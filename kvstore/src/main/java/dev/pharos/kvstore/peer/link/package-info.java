/**
 * <b>What lives here.</b> The connections to one other member: {@link
 * dev.pharos.kvstore.peer.link.PeerLink} and its parts.
 *
 * <pre>
 *   messages in   DialledStream, one of each kind    --- Reception ---> Inbox
 *   messages out  AcceptedStream, one of each kind, while the other member keeps it open
 *                 Pipeline: one request for each message, while there is no stream
 *   snapshots     SnapshotPost, a connection for each
 *   liveness      Prober; Activity sums up what all of them see
 * </pre>
 *
 * <p><b>Where it stands.</b> Between the frames and the entrance, which knows who is a member.
 *
 * <p><b>Thread.</b> Each part belongs to one event loop; {@code PeerLink.send} may be called on any thread
 * and never waits. {@code SnapshotPost} is for a thread that may.
 *
 * <p><b>May use.</b> {@code http.exchange}, {@code listen}, {@code peer.frame}; Netty, Gson.
 */
@NullMarked
package dev.pharos.kvstore.peer.link;

import org.jspecify.annotations.NullMarked;
