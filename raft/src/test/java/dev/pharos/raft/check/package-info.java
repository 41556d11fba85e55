/**
 * <b>What lives here.</b> The tests of {@code check}.
 *
 * <p><b>Where it stands.</b> Beside the package they test.
 *
 * <p><b>Thread.</b> One, unless a test says otherwise.
 *
 * <p><b>May use.</b> {@code check}, the JDK.
 */
@NullMarked
package dev.pharos.raft.check;

import org.jspecify.annotations.NullMarked;
