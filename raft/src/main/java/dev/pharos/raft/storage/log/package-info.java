/**
 * <b>What lives here.</b> The log that is written: {@link dev.pharos.raft.storage.log.DurableLog}, its
 * options, what is put into it, its segments and the spare ones made ahead.
 *
 * <p><b>Where it stands.</b> Above {@code storage.record}; recovery hands out a log that is ready to
 * append. The life of a segment:
 *
 * <pre>
 *   0.tmp, zeros --(head written, synced)--> renamed, directory synced --> active --(batch passes its
 *   room)--> cut to its content --> finished --(released)--> deleted
 * </pre>
 *
 * Nothing in a segment is acknowledged before its name is durable, and at most the newest segment has
 * a tail of zeros.
 *
 * <p><b>Thread.</b> {@code raft-log} owns the log; spare segments are filled on an executor and handed
 * over under a lock.
 *
 * <p><b>May use.</b> {@code storage.record}, {@code storage.disk}, {@code model}, {@code check}, the JDK.
 */
@NullMarked
package dev.pharos.raft.storage.log;

import org.jspecify.annotations.NullMarked;
