/**
 * <b>What lives here.</b> The tests of {@code quorum}, mostly against slower and more obvious definitions.
 *
 * <p><b>Where it stands.</b> Beside the package they test.
 *
 * <p><b>Thread.</b> One, unless a test says otherwise.
 *
 * <p><b>May use.</b> {@code quorum} and what is below it, the JDK.
 */
@NullMarked
package dev.pharos.raft.quorum;

import org.jspecify.annotations.NullMarked;
