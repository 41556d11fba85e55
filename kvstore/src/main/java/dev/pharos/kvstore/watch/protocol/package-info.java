/**
 * <b>What lives here.</b> The words in which a server and its watch engine speak: what a client asks for, what
 * it is told, where that goes, and the options.
 *
 * <p><b>Where it stands.</b> Below all other watch packages; the RPC layer implements {@link
 * dev.pharos.kvstore.watch.protocol.WatchSink} and writes {@link
 * dev.pharos.kvstore.watch.protocol.WatchMessage}s.
 *
 * <p><b>Thread.</b> Any; every type is immutable. The ports say on which thread they are called.
 *
 * <p><b>May use.</b> {@code wire}'s values, errors and messages.
 */
@NullMarked
package dev.pharos.kvstore.watch.protocol;

import org.jspecify.annotations.NullMarked;
