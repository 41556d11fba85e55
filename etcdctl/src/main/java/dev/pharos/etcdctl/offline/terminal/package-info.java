/**
 * <b>What lives here.</b> What a command has around it, {@link dev.pharos.etcdctl.offline.terminal.Surroundings}: two
 * streams, the log and the progress on one of them, and how it ends otherwise, {@link
 * dev.pharos.etcdctl.offline.terminal.ToolFailure}.
 *
 * <p><b>Where it stands.</b> Below all that works; nothing here knows what the work is.
 *
 * <p><b>Thread.</b> The one that runs the tool.
 *
 * <p><b>May use.</b> {@code offline.text}, the JDK.
 */
@NullMarked
package dev.pharos.etcdctl.offline.terminal;

import org.jspecify.annotations.NullMarked;
