/**
 * <b>What lives here.</b> Scenarios: golden transcripts of several cores under full manual control. A
 * scenario file is a paragraph that says what it shows, and blocks of commands, a line {@code ----} and
 * the output.
 *
 * <pre>
 *   file --> ScenarioFile --> Scenario --> command.* --> stage.Stage --> Transcript
 *                 |             plays it     one method     the members        |
 *                 |                          per command    and the network    |
 *                 +------------- compared block by block, or rewritten --------+
 * </pre>
 *
 * <p><b>Where it stands.</b> Beside the simulation: there, chance finds what nobody thought of; here,
 * every step is on the page. On top of {@code command} and {@code stage}.
 *
 * <p><b>Thread.</b> The one of the test; there is no clock, ticks are commands, and timeouts are not
 * drawn but set.
 */
package dev.pharos.raft.scenario;
