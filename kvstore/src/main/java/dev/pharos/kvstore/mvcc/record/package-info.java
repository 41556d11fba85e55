/**
 * <b>What lives here.</b> What a change of a key looks like on disk: {@link
 * dev.pharos.kvstore.mvcc.record.HistoryRow} in the order of revisions, {@link
 * dev.pharos.kvstore.mvcc.record.CurrentRow} under its key, {@link
 * dev.pharos.kvstore.mvcc.record.StorageRow} as etcd keeps it, and {@link
 * dev.pharos.kvstore.mvcc.record.MetaRow} for the counters.
 *
 * <p><b>Where it stands.</b> At the bottom of the store. Nothing here reads or writes rows; it only makes and
 * takes apart their bytes.
 *
 * <p><b>Thread.</b> Any.
 *
 * <p><b>May use.</b> {@code model}, {@code backend} for its failure, {@code wire}'s values.
 */
@NullMarked
package dev.pharos.kvstore.mvcc.record;

import org.jspecify.annotations.NullMarked;
