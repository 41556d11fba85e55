/**
 * <b>What lives here.</b> The store: {@link dev.pharos.kvstore.mvcc.MvccStore} keeps every key with its history
 * of revisions. {@link dev.pharos.kvstore.mvcc.WriteTxn} changes it, {@link dev.pharos.kvstore.mvcc.ReadView}
 * reads it, {@link dev.pharos.kvstore.mvcc.Compactor} forgets.
 *
 * <pre>
 *   begin - put, delete - end   one log entry  ->  staged rows, edited index, pending records
 *   publish                     one batch      ->  rows on disk, then the index for readers, then the events
 *   compact                     logical now    ->  removal later, on the compactor's thread
 * </pre>
 *
 * <p><b>Where it stands.</b> On the rows of {@code backend} and the keys of {@code index}; below whoever applies
 * log entries and whoever answers reads.
 *
 * <p><b>Thread.</b> Changes belong to the apply thread. Views, scans, hashes and the history: any. The compactor
 * has a thread of its own.
 *
 * <p><b>May use.</b> {@code model}, {@code index}, {@code backend}, {@code mvcc.record}, {@code mvcc.read},
 * {@code raft}'s checks, {@code wire}'s values and errors.
 */
@NullMarked
package dev.pharos.kvstore.mvcc;

import org.jspecify.annotations.NullMarked;
