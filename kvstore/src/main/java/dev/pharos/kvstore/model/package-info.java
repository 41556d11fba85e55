/**
 * <b>What lives here.</b> The words of the store: a key's pair, a change of it, a question about a range
 * of keys, and why something is refused.
 *
 * <p><b>Where it stands.</b> At the bottom of the server; every other package speaks these words.
 *
 * <p><b>Thread.</b> Any; every type is immutable.
 *
 * <p><b>May use.</b> {@code wire}'s values and errors.
 */
@NullMarked
package dev.pharos.kvstore.model;

import org.jspecify.annotations.NullMarked;
