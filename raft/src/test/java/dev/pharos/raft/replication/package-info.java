/**
 * <b>What lives here.</b> The tests of {@code replication}.
 *
 * <p><b>Where it stands.</b> Beside the package they test.
 *
 * <p><b>Thread.</b> One, unless a test says otherwise.
 *
 * <p><b>May use.</b> {@code replication} and what is below it, the JDK.
 */
@NullMarked
package dev.pharos.raft.replication;

import org.jspecify.annotations.NullMarked;
