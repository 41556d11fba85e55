/**
 * <b>What lives here.</b> What a scenario moves: members, each one core with its disk, its writes under way
 * and its state machine; the network between them, which delivers when it is told to; and how all of it
 * looks on the page.
 *
 * <p><b>Where it stands.</b> Below {@code command}. A member carries out what its core wants by the rules of
 * the node: writes complete in order, what waits for a write is sent after it, a restore comes before the
 * entries behind it, a membership before the index that brought it.
 *
 * <p><b>Thread.</b> The one of the test. Nothing happens by itself.
 */
package dev.pharos.raft.scenario.stage;
