/**
 * <b>What lives here.</b> The lookup from a key to all who care about it: a hash table for single keys, a
 * tree of ranges for prefixes and other stretches.
 *
 * <p><b>Where it stands.</b> At the bottom of the watches; {@code delivery} keeps one index for all streams.
 *
 * <p><b>Thread.</b> That of the index's owner; nothing here is shared.
 *
 * <p><b>May use.</b> {@code wire}'s values.
 */
@NullMarked
package dev.pharos.kvstore.watch.match;

import org.jspecify.annotations.NullMarked;
