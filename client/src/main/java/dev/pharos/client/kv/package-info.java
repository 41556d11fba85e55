/**
 * <b>What lives here.</b> Calls on keys: ranges, puts, deletions, transactions, compactions.
 *
 * <p><b>Where it stands.</b> Above {@code channel}. It speaks in messages of the wire, for tools that show or pass on
 * what a server says.
 *
 * <p><b>Thread.</b> Any may call; futures complete on a thread of the transport.
 *
 * <p><b>May use.</b> {@code channel}, {@code wire}.
 */
@NullMarked
package dev.pharos.client.kv;

import org.jspecify.annotations.NullMarked;
