/**
 * <b>What lives here.</b> What storage keeps through crashes, faults and rot: scripts of work, a naive
 * model of what must be found afterwards, and the tests that go through every place and every way to
 * fail.
 *
 * <p><b>Where it stands.</b> Over {@code storage} and the simulated disk.
 *
 * <p><b>Thread.</b> One.
 *
 * <p><b>May use.</b> {@code storage}, {@code simulation.disk}, {@code model}, the JDK.
 */
@NullMarked
package dev.pharos.raft.storage.crash;

import org.jspecify.annotations.NullMarked;
