/**
 * <b>What lives here.</b> Tests of data folders and of taking in restored backups, made here and by Debian's
 * etcdctl.
 *
 * <p><b>Where it stands.</b> Tests only.
 *
 * <p><b>Thread.</b> The test's.
 *
 * <p><b>May use.</b> Everything.
 */
package dev.pharos.kvstore.datadir;
