/**
 * <b>What lives here.</b> What every command needs while it runs: {@link dev.pharos.etcdctl.run.Invocation} with the
 * client, the form of answers, the environment; how a command ends.
 *
 * <p><b>Where it stands.</b> Above {@code line} and {@code output}, below the commands.
 *
 * <p><b>Thread.</b> The one that runs the command.
 *
 * <p><b>May use.</b> {@code line}, {@code output}, {@code json}, {@code text}, the client, {@code wire.dns}.
 */
@NullMarked
package dev.pharos.etcdctl.run;

import org.jspecify.annotations.NullMarked;
