/**
 * <b>What lives here.</b> The engine of the watches: who watches what, who has been told how much, and what
 * goes out next. It has no thread and no clock of its own.
 *
 * <p>Every watcher has a position: it has been told everything before that revision. Watchers that move
 * together form a cohort with one cursor, so that moving it moves them all. Each stream has a main cohort,
 * which nearly always follows the store live; a watcher that starts in the past, or was left behind in the
 * middle of a revision by a connection that was full, walks in another one.
 *
 * <pre>
 *             starts at a future revision, or now
 *   created ----------------------------------------> main cohort, live <---+
 *      |                                                   |                | caught up
 *      | starts in the past              connection full,  v                |
 *      +-----------------> other cohort  hub overrun     main cohort, lagging
 *                             |    ^                       |      |
 *                             |    +--- left over ---------+      |
 *         reaches the main    |         in one revision           v
 *         cohort: joins it    +-----------------------> canceled: compacted
 * </pre>
 *
 * <p>Nothing is queued for a connection that is full: what it lacks is found again by its cursor, in the recent
 * events or in the history.
 *
 * <p><b>Where it stands.</b> Above {@code source}, {@code match} and {@code protocol}; {@code watch} gives it
 * a thread.
 *
 * <p><b>Thread.</b> The hub's owns everything here; {@link dev.pharos.kvstore.watch.delivery.WatchEngine}
 * asserts it.
 *
 * <p><b>May use.</b> {@code kvstore.model}, the other watch packages but {@code watch} itself, {@code raft}'s
 * checks, {@code wire}'s values and errors.
 */
@NullMarked
package dev.pharos.kvstore.watch.delivery;

import org.jspecify.annotations.NullMarked;
