/**
 * <b>What lives here.</b> How a command line is taken apart and explained: {@link
 * dev.pharos.etcdctl.offline.cli.Command} and its {@link dev.pharos.etcdctl.offline.cli.Definition} say what there is,
 * {@link dev.pharos.etcdctl.offline.cli.CommandTree} finds out what is wanted.
 *
 * <p><b>Where it stands.</b> Below the commands, which know nothing of the library that takes lines apart. The texts
 * are those of the original tool, whose flags this grammar is.
 *
 * <p><b>Thread.</b> The one that runs the tool.
 *
 * <p><b>May use.</b> {@code offline.terminal}, {@code offline.text}, picocli.
 */
@NullMarked
package dev.pharos.etcdctl.offline.cli;

import org.jspecify.annotations.NullMarked;
