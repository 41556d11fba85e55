/**
 * <b>What lives here.</b> Calls on leases, and {@link dev.pharos.client.lease.LeaseKeeper}, which keeps one alive and
 * says when it is lost.
 *
 * <p><b>Where it stands.</b> Above {@code channel}. It speaks in messages of the wire.
 *
 * <p><b>Thread.</b> Any may call; a keeper lives on the thread of the calls' clock and calls its listener there.
 *
 * <p><b>May use.</b> {@code channel}, {@code data}, {@code wire}.
 */
@NullMarked
package dev.pharos.client.lease;

import org.jspecify.annotations.NullMarked;
