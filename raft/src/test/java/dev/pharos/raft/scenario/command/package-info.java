/**
 * <b>What lives here.</b> The commands of the scenario language, one method each, in classes by what they
 * act on: the group, the core's inputs, the duties of the node, the network, and what only looks.
 *
 * <p><b>Where it stands.</b> Above the stage and its members, which they move; the player of a scenario
 * finds them by name in {@link dev.pharos.raft.scenario.command.Commands}.
 *
 * <p><b>Thread.</b> The one of the test. No command keeps anything.
 */
package dev.pharos.raft.scenario.command;
