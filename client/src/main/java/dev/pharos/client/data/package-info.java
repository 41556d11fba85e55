/**
 * <b>What lives here.</b> The words of a client: where a member is, and how a call fails.
 *
 * <p><b>Where it stands.</b> At the bottom; every other package of the client speaks in these words.
 *
 * <p><b>Thread.</b> Any; everything here is immutable.
 *
 * <p><b>May use.</b> {@code wire}'s errors, the status codes of gRPC.
 */
@NullMarked
package dev.pharos.client.data;

import org.jspecify.annotations.NullMarked;
