/**
 * <b>What lives here.</b> {@link dev.pharos.client.watch.Watches}: many watches over one stream, which outlive it.
 *
 * <pre>
 *   wanted --stream stands--&gt; asked for --created--&gt; live --canceled, compacted, refused--&gt; ended
 *     ^                           |                   |
 *     +--------- stream broke, from the next revision on
 * </pre>
 *
 * <p><b>Where it stands.</b> Above {@code channel}. It speaks in messages of the wire.
 *
 * <p><b>Thread.</b> The thread of the calls' clock owns the state; one thread of the caller takes what comes.
 *
 * <p><b>May use.</b> {@code channel}, {@code data}, {@code wire}.
 */
@NullMarked
package dev.pharos.client.watch;

import org.jspecify.annotations.NullMarked;
