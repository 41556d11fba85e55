/**
 * <b>What lives here.</b> Tests of backups, alone and against Debian's etcd; and for other tests too, a store
 * full of chance and a real etcd.
 *
 * <p><b>Where it stands.</b> Tests only.
 *
 * <p><b>Thread.</b> The test's.
 *
 * <p><b>May use.</b> Everything.
 */
package dev.pharos.kvstore.backup;
