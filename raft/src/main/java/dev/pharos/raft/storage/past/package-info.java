/**
 * <b>What lives here.</b> Reading back what the log on disk still has before the entries in memory: {@link
 * dev.pharos.raft.storage.past.PastLog}. A member that was away gets its entries from there, as long as they
 * are kept, and needs no snapshot.
 *
 * <p><b>Where it stands.</b> Beside {@code storage.recovery}, above {@code storage.log} and {@code
 * storage.record}. It reads files that the log goes on writing, appending and deleting: each segment has a
 * checksum that starts at its head, and what is asked for was on disk before anybody could ask.
 *
 * <p><b>Thread.</b> {@code raft-reader}.
 *
 * <p><b>May use.</b> {@code storage.log}, {@code storage.record}, {@code storage.disk}, {@code codec}, {@code
 * model}, the JDK.
 */
@NullMarked
package dev.pharos.raft.storage.past;

import org.jspecify.annotations.NullMarked;
