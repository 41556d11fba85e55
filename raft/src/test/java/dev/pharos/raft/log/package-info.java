/**
 * <b>What lives here.</b> The tests of {@code log}, some of them against a plain list.
 *
 * <p><b>Where it stands.</b> Beside the package they test.
 *
 * <p><b>Thread.</b> One, unless a test says otherwise.
 *
 * <p><b>May use.</b> {@code log} and what is below it, the JDK.
 */
@NullMarked
package dev.pharos.raft.log;

import org.jspecify.annotations.NullMarked;
