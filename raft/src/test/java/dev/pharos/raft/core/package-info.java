/**
 * <b>What lives here.</b> The tests of {@code core}: an input, and the exact {@code Ready} that comes of it.
 *
 * <p><b>Where it stands.</b> Beside the package they test.
 *
 * <p><b>Thread.</b> One, unless a test says otherwise.
 *
 * <p><b>May use.</b> {@code core} and what is below it, the JDK.
 */
@NullMarked
package dev.pharos.raft.core;

import org.jspecify.annotations.NullMarked;
