/**
 * <b>What lives here.</b> A whole Raft group in one thread on virtual time, with a network and disks
 * that fail as the seed says, clients whose history is judged, and invariants checked after every step.
 *
 * <p><b>Where it stands.</b> Above everything: it drives the real core, log, node and recovery; only
 * threads, sockets, files and the clock are simulated.
 *
 * <p><b>Thread.</b> One per run. Runs share nothing.
 *
 * <p><b>May use.</b> All of the module, and the test kit.
 */
@NullMarked
package dev.pharos.raft.simulation;

import org.jspecify.annotations.NullMarked;
