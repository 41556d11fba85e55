/**
 * <b>What lives here.</b> The entrance of the tool {@code etcdutl}, {@link
 * dev.pharos.etcdctl.offline.EtcdutlMain}: streams in, an exit status out, and one line for whatever goes wrong.
 *
 * <pre>
 *   words --cli--> command and flags --command--> file  (reads and writes)
 *                                         |
 *                                         +-----> output (what is answered), terminal (what is said meanwhile)
 * </pre>
 *
 * <p><b>Where it stands.</b> On top of its packages; bottom-up: {@code text}, {@code terminal}, {@code output},
 * {@code file}, {@code cli}, {@code command}.
 *
 * <p><b>Thread.</b> One.
 *
 * <p><b>May use.</b> Its packages.
 */
@NullMarked
package dev.pharos.etcdctl.offline;

import org.jspecify.annotations.NullMarked;
