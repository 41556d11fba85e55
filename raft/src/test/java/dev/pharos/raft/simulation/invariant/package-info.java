/**
 * <b>What lives here.</b> The properties of Raft's figure 3 and a few more, a class each, checked
 * incrementally after every step of a simulation.
 *
 * <p><b>Where it stands.</b> Beside the simulation, which tells it what happened; it looks only at
 * values.
 *
 * <p><b>Thread.</b> That of the run.
 *
 * <p><b>May use.</b> {@code model}, {@code log}, {@code core}, {@code quorum}.
 */
@NullMarked
package dev.pharos.raft.simulation.invariant;

import org.jspecify.annotations.NullMarked;
