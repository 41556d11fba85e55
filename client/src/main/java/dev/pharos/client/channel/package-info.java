/**
 * <b>What lives here.</b> How a request finds a server and an answer comes back: {@link
 * dev.pharos.client.channel.Calls} with its connections, failover, repetition and tokens, and streams.
 *
 * <pre>
 *   call --&gt; connection (one that stands, else search) --&gt; token (login if none) --&gt; ask
 *                 ^                                                                |
 *                 +---- elsewhere, if repeating is safe; once with a new token ----+
 * </pre>
 *
 * <p><b>Where it stands.</b> Above {@code data}, below everything that knows what is asked. Messages pass through as
 * they are.
 *
 * <p><b>Thread.</b> Any may call. One event loop moves bytes and completes futures; nothing may make it wait.
 *
 * <p><b>May use.</b> {@code data}, gRPC and Netty, {@code wire}.
 */
@NullMarked
package dev.pharos.client.channel;

import org.jspecify.annotations.NullMarked;
