/**
 * <b>What lives here.</b> The encodings against bytes computed by hand, round trips of random values, and
 * readers that are fed garbage.
 *
 * <p><b>Where it stands.</b> Over {@code codec}.
 *
 * <p><b>Thread.</b> One.
 *
 * <p><b>May use.</b> {@code codec}, {@code model}, the JDK.
 */
@NullMarked
package dev.pharos.raft.codec;

import org.jspecify.annotations.NullMarked;
