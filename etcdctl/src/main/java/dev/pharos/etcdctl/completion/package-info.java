/**
 * <b>What lives here.</b> The scripts by which shells complete lines, made out of the commands that there are: {@link
 * dev.pharos.etcdctl.completion.Completion}.
 *
 * <p><b>Where it stands.</b> At the bottom; a command of each of the two tools prints them.
 *
 * <p><b>Thread.</b> Any.
 *
 * <p><b>May use.</b> The JDK alone.
 */
@NullMarked
package dev.pharos.etcdctl.completion;

import org.jspecify.annotations.NullMarked;
