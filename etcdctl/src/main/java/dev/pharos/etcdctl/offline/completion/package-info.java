/**
 * <b>What lives here.</b> The scripts by which shells complete lines, made out of the commands that there are: {@link
 * dev.pharos.etcdctl.offline.completion.Completion}.
 *
 * <p><b>Where it stands.</b> Above {@code offline.cli}; a command prints them.
 *
 * <p><b>Thread.</b> Any.
 *
 * <p><b>May use.</b> {@code offline.cli}, the JDK.
 */
@NullMarked
package dev.pharos.etcdctl.offline.completion;

import org.jspecify.annotations.NullMarked;
