/**
 * <b>What lives here.</b> What a member shows on the addresses that are for other members, and {@link
 * dev.pharos.kvstore.peer.PeerNetwork}: the network between members in etcd's own protocol.
 *
 * <pre>
 *   RaftNode --- send, sendSnapshot ---> PeerNetwork ---> PeerLink to each member
 *   Inbox    <--- Reception ------------ PeerLink, RaftSite (/raft, /raft/stream, /raft/snapshot)
 *   files    <--- SnapshotSink, SnapshotSource --- ArrivingSnapshot, SnapshotDispatch
 * </pre>
 *
 * <p><b>Where it stands.</b> An HTTP site of its own beside that of the clients, and the transport of {@code
 * raft}. Where snapshots come from and go to is a port here.
 *
 * <p><b>Thread.</b> Requests run on the event loops, snapshots on threads of their own; {@code PeerNetwork}
 * may be called on any thread and never waits, but for {@code close}.
 *
 * <p><b>May use.</b> {@code cluster}, {@code http.exchange}, {@code http.health}, {@code listen}, {@code
 * peer.frame}, {@code peer.link}.
 */
@NullMarked
package dev.pharos.kvstore.peer;

import org.jspecify.annotations.NullMarked;
