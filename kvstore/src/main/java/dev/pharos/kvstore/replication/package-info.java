/**
 * <b>What lives here.</b> Everything that starts an entry of the log or waits for one: proposals, the
 * confirmation of reads, compaction by the clock, what a member publishes of itself.
 *
 * <p><b>Where it stands.</b> The services come here with requests that passed their checks; what was
 * proposed comes back out of {@code apply}.
 *
 * <p><b>Thread.</b> Any caller's. Futures complete on the raft library's threads, so what hangs on them is
 * quick.
 *
 * <p><b>May use.</b> {@code model}, {@code apply}'s outcomes, {@code alarm}, {@code cluster}, {@code mvcc},
 * {@code lease}, {@code raft}.
 */
@NullMarked
package dev.pharos.kvstore.replication;

import org.jspecify.annotations.NullMarked;
