/**
 * <b>What lives here.</b> A class for each command: its name, its flags, and what it asks of {@code offline.file}.
 * {@link dev.pharos.etcdctl.offline.command.Tool} has them all.
 *
 * <p><b>Where it stands.</b> Between the command line and the work.
 *
 * <p><b>Thread.</b> The one that runs the tool.
 *
 * <p><b>May use.</b> All packages of the offline tool but its entrance; {@code kvstore}'s versions.
 */
@NullMarked
package dev.pharos.etcdctl.offline.command;

import org.jspecify.annotations.NullMarked;
