/**
 * <b>What lives here.</b> A {@link dev.pharos.kvstore.backup.Backup}: everything that a store holds at one
 * moment, as the database file of etcd, so that its tools and its servers can read it.
 *
 * <p><b>Where it stands.</b> Between the rows of {@code backend}, which it freezes and translates, and {@code
 * dbfile}, which lays them out. The services send it to clients and to other members.
 *
 * <p><b>Thread.</b> A backup belongs to who made it, on any thread; the store goes on meanwhile.
 *
 * <p><b>May use.</b> {@code backend}, {@code mvcc.record}, {@code model}, {@code dbfile}, {@code cluster},
 * {@code raft}'s codec and model, Gson.
 */
@NullMarked
package dev.pharos.kvstore.backup;

import org.jspecify.annotations.NullMarked;
