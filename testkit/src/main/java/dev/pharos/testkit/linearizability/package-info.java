/**
 * <b>What lives here.</b> The judgement whether a history could have come from one atomic object:
 * {@link dev.pharos.testkit.linearizability.LinearizabilityChecker} searches for an order of the operations that
 * respects real time and that a {@link dev.pharos.testkit.linearizability.Model} accepts.
 *
 * <p>The search is that of Wing and Gong (Testing and Verifying Concurrent Objects, 1993) with the memory of failed
 * configurations and the linked list of Lowe (Testing for Linearizability, 2017), and it checks independent parts of
 * a history apart (Horn and Kroening, Faster Linearizability Checking via P-compositionality, 2015).
 *
 * <pre>
 *   History -- Model.partition --&gt; parts -- PartLayout --&gt; Search --&gt; Verdict
 *                                                 PendingList  PlacedSet  FailedConfigurations
 * </pre>
 *
 * <p>The leaps the search takes are all safe for one reason. Among the orders that explain a history, look at those
 * that use the <i>fewest</i> operations of unknown outcome; the search may skip whatever no such order needs:
 *
 * <ul>
 *   <li>A legal operation that only reads is placed at once and without alternative: moved to the front of any order it
 *       changes nothing for the others.
 *   <li>An unknown operation that changes nothing, or whose effect the very next operation wipes out, is not in such an
 *       order. One that could as well come after its completed successor is placed after it.
 *   <li>Of unknown operations with equal inputs the one invoked first is used first; they are interchangeable, since
 *       none of them ever returns.
 *   <li>A configuration is given up if one with the same completed operations, the same state and fewer unknown
 *       operations used has failed.
 * </ul>
 *
 * <p>To see that no answer is lost, take the first configuration to be given up although such an order continues it.
 * Whatever made the search give up its next step is either an order with fewer unknown operations, which does not
 * exist, or a configuration given up before it that such an order continues as well.
 *
 * <p><b>Where it stands.</b> Above {@code history}, which it reads; below {@code models}, which implement its one
 * port, and below the tests.
 *
 * <p><b>Thread.</b> A checker holds nothing but its model and its budget and may be shared when these may. Everything
 * else lives for one call of {@code check} on the caller's thread.
 *
 * <p><b>May use.</b> {@code history} and the JDK.
 */
@NullMarked
package dev.pharos.testkit.linearizability;

import org.jspecify.annotations.NullMarked;
