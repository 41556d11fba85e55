/**
 * <b>What lives here.</b> Tests of a whole server through real clients and through bad ones; also how tests of
 * the whole server reach one ({@link dev.pharos.kvstore.blackbox.Connection}) and how they start a real etcd
 * beside it ({@link dev.pharos.kvstore.blackbox.RealEtcd}).
 *
 * <p><b>Where it stands.</b> Outside: nothing here looks into the server.
 *
 * <p><b>Thread.</b> The test's own, and those of its clients.
 *
 * <p><b>May use.</b> {@code server}'s {@code LocalCluster}, gRPC, the generated messages, jetcd, and Debian's
 * programs where they are installed.
 */
@NullMarked
package dev.pharos.kvstore.blackbox;

import org.jspecify.annotations.NullMarked;
