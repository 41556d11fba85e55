/**
 * <b>What lives here.</b> A network in memory for tests that run whole members.
 *
 * <p><b>Where it stands.</b> Beside the package they test.
 *
 * <p><b>Thread.</b> One thread for each member delivers what is sent to it.
 *
 * <p><b>May use.</b> {@code transport}, {@code model}, the JDK.
 */
@NullMarked
package dev.pharos.raft.transport;

import org.jspecify.annotations.NullMarked;
