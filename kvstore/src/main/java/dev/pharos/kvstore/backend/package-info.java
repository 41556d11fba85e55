/**
 * <b>What lives here.</b> Rows on disk: {@link dev.pharos.kvstore.backend.Backend} keeps families of them in
 * RocksDB, takes changes as a {@link dev.pharos.kvstore.backend.RowBatch} that counts whole or not at all, and
 * can be {@link dev.pharos.kvstore.backend.FrozenBackend frozen} for a reader. The write-ahead log of RocksDB
 * is off: the raft log is that log, and what was not flushed is applied again.
 *
 * <p><b>Where it stands.</b> At the bottom of the server, above nothing but the disk. What a row means is the
 * business of the packages above.
 *
 * <p><b>Thread.</b> Any, except for what says otherwise; a batch and a cursor have one user at a time.
 *
 * <p><b>May use.</b> RocksDB, {@code wire}'s values.
 */
@NullMarked
package dev.pharos.kvstore.backend;

import org.jspecify.annotations.NullMarked;
