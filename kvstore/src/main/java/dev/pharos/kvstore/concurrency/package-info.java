/**
 * <b>What lives here.</b> The services Lock and Election: the two recipes that the server carries out for
 * its clients, on ordinary keys.
 *
 * <pre>
 *   no lease ---granted---> entering ---older keys---> waiting ---none older---> in front
 *                              |                       |     ^
 *                              |                       +--+--+ one of them deleted: look again
 *                              +---none older---> in front
 * </pre>
 *
 * <p>Whoever wants to hold or lead puts a key under a prefix and is in front once no key there is older, by
 * revision of creation. It watches only the one right before it, so that a hand-over wakes one contender and
 * not all, and its own, so that it learns when its lease is gone (rules 11.1 to 11.8).
 *
 * <p>A lock is no more than a lease allows: a holder that was paused for longer than its TTL has lost it
 * without noticing. Writes that must not happen then are guarded by the creation revision of the key.
 *
 * <p><b>Where it stands.</b> On top of the server's own operations, which it uses as a client would, through
 * {@link dev.pharos.kvstore.concurrency.LocalStore}.
 *
 * <p><b>Thread.</b> Any, and none is ever blocked. Each call's steps run one after the other, on the threads
 * that bring the news.
 *
 * <p><b>May use.</b> {@code model}, {@code wire}, gRPC.
 */
@NullMarked
package dev.pharos.kvstore.concurrency;

import org.jspecify.annotations.NullMarked;
