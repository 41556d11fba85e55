/**
 * <b>What lives here.</b> The tests of {@code model}.
 *
 * <p><b>Where it stands.</b> Beside the package they test.
 *
 * <p><b>Thread.</b> One, unless a test says otherwise.
 *
 * <p><b>May use.</b> {@code model}, {@code check}, the JDK.
 */
@NullMarked
package dev.pharos.raft.model;

import org.jspecify.annotations.NullMarked;
