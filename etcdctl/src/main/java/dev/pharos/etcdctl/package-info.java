/**
 * <b>What lives here.</b> The entrance of {@code etcdctl}: which command is meant, help pages, and how the program
 * ends.
 *
 * <pre>
 *   words --Finder--&gt; command --LineReader--&gt; line --Command.run--&gt; status
 *              |                    |                     |
 *          no such command     misused: its page     Exit: one line on stderr
 * </pre>
 *
 * <p><b>Where it stands.</b> At the top of the module, beside the entrance of {@code etcdutl}.
 *
 * <p><b>Thread.</b> The one that starts the program.
 *
 * <p><b>May use.</b> Every command, {@code run}, {@code line}, {@code output}, {@code text}.
 */
@NullMarked
package dev.pharos.etcdctl;

import org.jspecify.annotations.NullMarked;
