/**
 * <b>What lives here.</b> What a member shows on the addresses that are for other members.
 *
 * <p><b>Where it stands.</b> An HTTP site of its own beside that of the clients.
 *
 * <p><b>Thread.</b> The event loops.
 *
 * <p><b>May use.</b> {@code http.exchange}, {@code http.health}, {@code cluster}.
 */
@NullMarked
package dev.pharos.kvstore.peer;

import org.jspecify.annotations.NullMarked;
