/**
 * <b>What lives here.</b> The tests of {@code storage.past}.
 *
 * <p><b>Where it stands.</b> Beside the package they test.
 *
 * <p><b>Thread.</b> One, unless a test says otherwise.
 *
 * <p><b>May use.</b> {@code storage.past} and what is below it, the simulated disk, the JDK.
 */
@NullMarked
package dev.pharos.raft.storage.past;

import org.jspecify.annotations.NullMarked;
