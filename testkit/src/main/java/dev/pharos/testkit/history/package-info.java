/**
 * <b>What lives here.</b> What clients asked of a system and what they were told, with the order in which it happened:
 * {@link dev.pharos.testkit.history.Operation} is one request, {@link dev.pharos.testkit.history.History} many of them,
 * {@link dev.pharos.testkit.history.HistoryRecorder} writes them down while a test runs.
 *
 * <p><b>Where it stands.</b> Between the clients of a test and whatever judges their histories. It knows nothing about
 * the meaning of an input or an output.
 *
 * <p><b>Thread.</b> A recorder belongs to the one thread that invokes through it. A test with a thread per client gives
 * each its own recorder and merges the histories. Operations and histories are immutable.
 *
 * <p><b>May use.</b> The JDK alone.
 */
@NullMarked
package dev.pharos.testkit.history;

import org.jspecify.annotations.NullMarked;
