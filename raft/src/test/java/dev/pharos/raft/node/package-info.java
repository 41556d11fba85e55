/**
 * <b>What lives here.</b> The tests of {@code node}, some of them of whole groups on real threads and real
 * files, and a member without threads for the simulation.
 *
 * <p><b>Where it stands.</b> Beside the package they test.
 *
 * <p><b>Thread.</b> The test's own beside those of the members; nobody sleeps, tests wait for what members
 * tell.
 *
 * <p><b>May use.</b> Every package of this module, the JDK.
 */
@NullMarked
package dev.pharos.raft.node;

import org.jspecify.annotations.NullMarked;
