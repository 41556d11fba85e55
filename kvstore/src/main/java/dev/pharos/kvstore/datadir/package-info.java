/**
 * <b>What lives here.</b> The folder that a member lives in, a {@link dev.pharos.kvstore.datadir.DataDir}: where
 * in it what is, whom it belongs to at present, and what a start finds in it. What etcd's tools restored from a
 * backup becomes a folder of ours by a {@link dev.pharos.kvstore.datadir.RestoredImport}; what another member sends
 * comes in as a {@link dev.pharos.kvstore.datadir.ReceivedDatabase} and becomes a store by a {@link
 * dev.pharos.kvstore.datadir.SnapshotImport}.
 *
 * <pre>
 *   DATA-DIR/member/lock           the member that runs
 *   DATA-DIR/member/wal/           the raft log, as etcd's; or in a folder of its own
 *   DATA-DIR/member/snap/          the raft snapshots, as etcd's; db: the database of an etcd;
 *                                  INDEX.snap.db: the database of a snapshot that another member sent
 *   DATA-DIR/member/kv/            the first store; kv.tmp: one that is being filled
 *   DATA-DIR/member/kv-INDEX/      the store that came with a snapshot; the newest counts
 * </pre>
 *
 * <p><b>Where it stands.</b> At the beginning of every start, before the log and the store are opened, and below
 * {@code state}, which installs snapshots.
 *
 * <p><b>Thread.</b> The starting thread, but for received databases; a snapshot's import also runs on the apply
 * thread.
 *
 * <p><b>May use.</b> {@code backend}, {@code mvcc}, {@code cluster}, {@code dbfile}, {@code raft}'s
 * storage, codec and model, {@code wire}'s values.
 */
@NullMarked
package dev.pharos.kvstore.datadir;

import org.jspecify.annotations.NullMarked;
