/**
 * <b>What lives here.</b> Calls of operators: members, maintenance, users.
 *
 * <p><b>Where it stands.</b> Above {@code channel}. It speaks in messages of the wire.
 *
 * <p><b>Thread.</b> Any may call; futures complete on a thread of the transport.
 *
 * <p><b>May use.</b> {@code channel}, {@code wire}.
 */
@NullMarked
package dev.pharos.client.admin;

import org.jspecify.annotations.NullMarked;
