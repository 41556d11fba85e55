/**
 * <b>What lives here.</b> Questions to other members, on their peer addresses: {@link
 * dev.pharos.kvstore.peer.ask.PeerClient} asks who belongs to the cluster, which version a member is of, and has the
 * leader do what only the leader can.
 *
 * <p><b>Where it stands.</b> The client to what {@code peer} serves. {@code server} uses it when a member starts, and
 * hands it to the services and to the watch over the cluster's version.
 *
 * <p><b>Thread.</b> Any; answers come on the client's own threads.
 *
 * <p><b>May use.</b> {@code cluster}, {@code model}, the JDK's HTTP client, Gson, {@code wire}.
 */
@NullMarked
package dev.pharos.kvstore.peer.ask;

import org.jspecify.annotations.NullMarked;
