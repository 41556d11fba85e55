/**
 * <b>What lives here.</b> The engine behind the Watch service: {@link dev.pharos.kvstore.watch.WatchHub}, its
 * thread, and the handles to it.
 *
 * <pre>
 *  apply thread ---> [handover] ------+
 *  RPC threads  ---> [mailbox]  ------+---> watch-hub: WatchEngine ---> WatchSink of each stream
 *                        ^                       |
 *                        +---- watch-history <---+  (older events, previous pairs)
 * </pre>
 *
 * <p><b>Where it stands.</b> Above the store's vocabulary, below the RPC layer, which implements {@link
 * dev.pharos.kvstore.watch.protocol.WatchSink}.
 *
 * <p><b>Thread.</b> {@code watch-hub} owns all watchers; {@code watch-history} reads for it. The handles may be
 * used from any thread.
 *
 * <p><b>May use.</b> {@code kvstore.model}, all packages below this one, {@code wire}'s values and errors.
 */
@NullMarked
package dev.pharos.kvstore.watch;

import org.jspecify.annotations.NullMarked;
