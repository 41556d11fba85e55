/**
 * <b>What lives here.</b> A disk in memory that forgets what was not synced, tears, fails and rots on
 * demand, and counts what it did.
 *
 * <p><b>Where it stands.</b> Under the storage of simulated members and under the tests of storage.
 *
 * <p><b>Thread.</b> One.
 *
 * <p><b>May use.</b> {@code storage.disk}, the JDK.
 */
@NullMarked
package dev.pharos.raft.simulation.disk;

import org.jspecify.annotations.NullMarked;
