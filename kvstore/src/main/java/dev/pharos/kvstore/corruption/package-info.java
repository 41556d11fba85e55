/**
 * <b>What lives here.</b> The comparison of what members hold. All of them apply the same log, so at the same revision
 * they must have the same hash; a member that does not has lost or changed data by itself. {@link
 * dev.pharos.kvstore.corruption.InitialCheck} is made before a member serves, {@link
 * dev.pharos.kvstore.corruption.PeriodicCheck} and {@link dev.pharos.kvstore.corruption.CompactionCheck} by the leader
 * from time to time; these two raise the alarm that closes the cluster to writes (rule 10.4).
 *
 * <p><b>Where it stands.</b> Beside the services; the server says when to look. What a round of hashes means is
 * decided by {@code PeriodicVerdict} and {@code CompactionVerdict}, which ask nobody.
 *
 * <p><b>Thread.</b> The checks block: they belong on a thread on which nobody waits, one at a time.
 *
 * <p><b>May use.</b> {@code model}, {@code logging}, {@code alarm}, {@code cluster}, {@code mvcc}, {@code apply},
 * {@code replication}, {@code service}, {@code peer.ask}.
 */
@NullMarked
package dev.pharos.kvstore.corruption;

import org.jspecify.annotations.NullMarked;
