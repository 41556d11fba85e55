/**
 * <b>What lives here.</b> The arithmetic of majorities: what a majority has reached, whether a vote is
 * won, and how a membership follows from another by a change. Pure functions over small values.
 *
 * <p><b>Where it stands.</b> Between the vocabulary and the protocol; {@code replication} and {@code core}
 * ask it, it asks nobody.
 *
 * <p><b>Thread.</b> Any; nothing here is mutable but a vote tally, which its candidate owns.
 *
 * <p><b>May use.</b> {@code check}, {@code model}, {@code java.util}.
 */
@NullMarked
package dev.pharos.raft.quorum;

import org.jspecify.annotations.NullMarked;
