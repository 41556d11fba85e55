/**
 * <b>What lives here.</b> The folder that a member lives in, a {@link dev.pharos.kvstore.datadir.DataDir}: where
 * in it what is, whom it belongs to at present, and what a start finds in it. What etcd's tools restored from a
 * backup becomes a folder of ours by a {@link dev.pharos.kvstore.datadir.RestoredImport}.
 *
 * <pre>
 *   DATA-DIR/member/lock           the member that runs
 *   DATA-DIR/member/wal/           the raft log, as etcd's; or in a folder of its own
 *   DATA-DIR/member/snap/          the raft snapshots, as etcd's; db: the database of an etcd
 *   DATA-DIR/member/kv/            the store; kv.tmp: one that is being filled
 * </pre>
 *
 * <p><b>Where it stands.</b> At the beginning of every start, before the log and the store are opened.
 *
 * <p><b>Thread.</b> The starting thread.
 *
 * <p><b>May use.</b> {@code backend}, {@code mvcc}, {@code cluster}, {@code dbfile}, {@code raft}'s
 * storage, codec and model, {@code wire}'s values.
 */
@NullMarked
package dev.pharos.kvstore.datadir;

import org.jspecify.annotations.NullMarked;
