/**
 * <b>What lives here.</b> A run of the tool for the class archive of {@code bin/etcdutl}.
 *
 * <p><b>Where it stands.</b> Above the tool; nothing uses it but the launcher, at the first start.
 *
 * <p><b>Thread.</b> One.
 *
 * <p><b>May use.</b> The tool's entrance and its surroundings, {@code kvstore}'s database files.
 */
@NullMarked
package dev.pharos.etcdctl.offline.rehearsal;

import org.jspecify.annotations.NullMarked;
